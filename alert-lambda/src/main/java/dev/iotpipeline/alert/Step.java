package dev.iotpipeline.alert;

import java.util.Locale;

/** The two things an alert does; each can succeed, fail and be repeated without the other. */
enum Step {
  NOTIFICATION,
  METRIC;

  /** The name in lower case, as it is logged. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package dev.iotpipeline.redrive;

import java.time.Duration;

/** Says how long ago something was, in one unit. A rough age is enough here. */
final class Age {

  private Age() {}

  static String text(Duration age) {
    if (age.toDays() >= 2) {
      return age.toDays() + " d ago";
    }
    if (age.toHours() >= 2) {
      return age.toHours() + " h ago";
    }
    return age.toMinutes() >= 2
        ? age.toMinutes() + " min ago"
        : Math.max(0, age.toSeconds()) + " s ago";
  }
}

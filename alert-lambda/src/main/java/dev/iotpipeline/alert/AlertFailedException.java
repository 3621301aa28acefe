package dev.iotpipeline.alert;

import org.jspecify.annotations.Nullable;

/** Part of an alert could not be sent; the function fails with this so that Lambda retries. */
final class AlertFailedException extends RuntimeException {

  AlertFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

package dev.iotpipeline.alert;

/** Part of an alert could not be sent; the function fails with this so that Lambda retries. */
final class AlertFailedException extends RuntimeException {

  AlertFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}

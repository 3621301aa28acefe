package dev.iotpipeline.redrive;

/** An item cannot be put back. It stays where it is; the message says why, in one line. */
final class NotPutBackException extends RuntimeException {

  NotPutBackException(String why) {
    super(why, null, false, false);
  }
}

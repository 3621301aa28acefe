package dev.iotpipeline.redrive;

import java.util.Objects;

/** An item cannot be put back. It stays where it is; the message says why, in one line. */
final class NotPutBackException extends RuntimeException {

  NotPutBackException(String why) {
    super(why, null, false, false);
  }

  /** The message; never null, since the constructor asks for one. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}

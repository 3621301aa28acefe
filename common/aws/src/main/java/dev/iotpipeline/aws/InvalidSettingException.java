package dev.iotpipeline.aws;

import java.util.Objects;

/** A setting is missing or makes no sense; the message names it and says what it should hold. */
public final class InvalidSettingException extends IllegalArgumentException {

  public InvalidSettingException(String message) {
    super(message);
  }

  /** The message; never null, since the constructor asks for one. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}

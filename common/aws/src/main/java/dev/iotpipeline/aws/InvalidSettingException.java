package dev.iotpipeline.aws;

/** A setting is missing or makes no sense; the message names it and says what it should hold. */
public final class InvalidSettingException extends IllegalArgumentException {

  public InvalidSettingException(String message) {
    super(message);
  }
}

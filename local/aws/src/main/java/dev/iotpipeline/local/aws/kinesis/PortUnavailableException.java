package dev.iotpipeline.local.aws.kinesis;

/** The endpoint cannot listen where it was told to; the message says what to do about it. */
public final class PortUnavailableException extends RuntimeException {

  PortUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}

package dev.iotpipeline.local.kinesis;

/** A request that Kinesis would refuse, by the name and with the message that it would give. */
final class KinesisException extends RuntimeException {

  private final String code;

  KinesisException(String code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  /** The name of the refusal, such as {@code ResourceNotFoundException}. */
  String code() {
    return code;
  }

  static KinesisException invalidArgument(String message) {
    return new KinesisException("InvalidArgumentException", message);
  }

  static KinesisException notFound(String message) {
    return new KinesisException("ResourceNotFoundException", message);
  }

  static KinesisException malformed(String message) {
    return new KinesisException("SerializationException", message);
  }
}

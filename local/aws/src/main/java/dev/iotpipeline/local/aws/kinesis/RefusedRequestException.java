package dev.iotpipeline.local.aws.kinesis;

/** A request that Kinesis would refuse, by the name and with the message that it would give. */
final class RefusedRequestException extends RuntimeException {

  private final String code;

  RefusedRequestException(String code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  /** The name of the refusal, such as {@code ResourceNotFoundException}. */
  String code() {
    return code;
  }

  static RefusedRequestException invalidArgument(String message) {
    return new RefusedRequestException("InvalidArgumentException", message);
  }

  static RefusedRequestException notFound(String message) {
    return new RefusedRequestException("ResourceNotFoundException", message);
  }

  static RefusedRequestException malformed(String message) {
    return new RefusedRequestException("SerializationException", message);
  }
}

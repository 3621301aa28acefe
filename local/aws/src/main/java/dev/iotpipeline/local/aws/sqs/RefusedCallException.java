package dev.iotpipeline.local.aws.sqs;

/** A call that SQS would refuse, by the names and with the message that it would give. */
final class RefusedCallException extends RuntimeException {

  private final String type;
  private final String code;

  private RefusedCallException(String type, String code, String message) {
    super(message, null, false, false);
    this.type = type;
    this.code = code;
  }

  /** The name in the JSON protocol, such as {@code com.amazonaws.sqs#QueueDoesNotExist}. */
  String type() {
    return type;
  }

  /**
   * The name in the older query protocol, which clients still hear, such as {@code
   * AWS.SimpleQueueService.NonExistentQueue}.
   */
  String code() {
    return code;
  }

  static RefusedCallException noSuchQueue() {
    return new RefusedCallException(
        "com.amazonaws.sqs#QueueDoesNotExist",
        "AWS.SimpleQueueService.NonExistentQueue",
        "The specified queue does not exist.");
  }

  static RefusedCallException invalidReceiptHandle() {
    return new RefusedCallException(
        "com.amazonaws.sqs#ReceiptHandleIsInvalid",
        "ReceiptHandleIsInvalid",
        "The input receipt handle is invalid.");
  }

  static RefusedCallException notInFlight() {
    return new RefusedCallException(
        "com.amazonaws.sqs#MessageNotInflight",
        "AWS.SimpleQueueService.MessageNotInflight",
        "The specified message is not in flight.");
  }

  static RefusedCallException invalidValue(String parameter, Object value, String reason) {
    return new RefusedCallException(
        "com.amazonaws.sqs#InvalidParameterValueException",
        "InvalidParameterValue",
        "Value %s for parameter %s is invalid. Reason: %s".formatted(value, parameter, reason));
  }

  static RefusedCallException missing(String parameter) {
    return new RefusedCallException(
        "com.amazonaws.sqs#MissingRequiredParameterException",
        "MissingParameter",
        "The request must contain the parameter " + parameter + ".");
  }

  static RefusedCallException unknownAttribute(String name) {
    return new RefusedCallException(
        "com.amazonaws.sqs#InvalidAttributeName",
        "InvalidAttributeName",
        "Unknown Attribute " + name + ".");
  }

  static RefusedCallException malformed(String message) {
    return coral("SerializationException", message);
  }

  static RefusedCallException unknownOperation(String message) {
    return coral("UnknownOperationException", message);
  }

  static RefusedCallException unsigned() {
    return coral("MissingAuthenticationTokenException", "Missing Authentication Token");
  }

  private static RefusedCallException coral(String code, String message) {
    return new RefusedCallException("com.amazon.coral.service#" + code, code, message);
  }
}

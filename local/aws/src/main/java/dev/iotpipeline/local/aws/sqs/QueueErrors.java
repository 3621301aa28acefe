package dev.iotpipeline.local.aws.sqs;

import dev.iotpipeline.local.aws.http.RefusedRequestException;
import java.time.Duration;
import java.util.Map;

/** What SQS refuses, by the names of its JSON protocol. */
final class QueueErrors {

  private static final String SQS = "com.amazonaws.sqs#";

  /** The names of the older query protocol, which clients still hear, where they differ. */
  private static final Map<String, String> OLDER_NAMES =
      Map.of(
          SQS + "QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue",
          SQS + "MessageNotInflight", "AWS.SimpleQueueService.MessageNotInflight",
          SQS + "EmptyBatchRequest", "AWS.SimpleQueueService.EmptyBatchRequest",
          SQS + "TooManyEntriesInBatchRequest",
              "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
          SQS + "BatchEntryIdsNotDistinct", "AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
          SQS + "InvalidParameterValueException", "InvalidParameterValue",
          SQS + "MissingRequiredParameterException", "MissingParameter");

  private QueueErrors() {}

  /** The name that a refusal has in the older query protocol. */
  static String olderName(RefusedRequestException refused) {
    String code = refused.code();
    return OLDER_NAMES.getOrDefault(code, code.substring(code.indexOf('#') + 1));
  }

  static RefusedRequestException noSuchQueue() {
    return new RefusedRequestException(
        SQS + "QueueDoesNotExist", "The specified queue does not exist.");
  }

  static RefusedRequestException invalidReceiptHandle() {
    return new RefusedRequestException(
        SQS + "ReceiptHandleIsInvalid", "The input receipt handle is invalid.");
  }

  static RefusedRequestException notInFlight() {
    return new RefusedRequestException(
        SQS + "MessageNotInflight", "The specified message is not in flight.");
  }

  static RefusedRequestException invalidValue(String parameter, Object value, String reason) {
    return new RefusedRequestException(
        SQS + "InvalidParameterValueException",
        "Value %s for parameter %s is invalid. Reason: %s".formatted(value, parameter, reason));
  }

  static RefusedRequestException missing(String parameter) {
    return new RefusedRequestException(
        SQS + "MissingRequiredParameterException",
        "The request must contain the parameter " + parameter + ".");
  }

  static RefusedRequestException batchOf(int entries, int most) {
    return entries == 0
        ? new RefusedRequestException(
            SQS + "EmptyBatchRequest", "There should be at least one entry in the request.")
        : new RefusedRequestException(
            SQS + "TooManyEntriesInBatchRequest",
            "Maximum number of entries per request are %d. You have sent %d."
                .formatted(most, entries));
  }

  static RefusedRequestException idGivenTwice(String id) {
    return new RefusedRequestException(SQS + "BatchEntryIdsNotDistinct", "Id " + id + " repeated.");
  }

  static RefusedRequestException hiddenTooLong(Duration visibility, Duration most) {
    return invalidValue(
        "VisibilityTimeout",
        visibility.toSeconds(),
        "Total VisibilityTimeout for the message is beyond the limit [%d seconds]"
            .formatted(most.toSeconds()));
  }

  static RefusedRequestException malformed(String message) {
    return new RefusedRequestException("com.amazon.coral.service#SerializationException", message);
  }

  static RefusedRequestException unknownOperation(String message) {
    return new RefusedRequestException(
        "com.amazon.coral.service#UnknownOperationException", message);
  }
}

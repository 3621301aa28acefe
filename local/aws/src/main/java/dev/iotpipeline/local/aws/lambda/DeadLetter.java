package dev.iotpipeline.local.aws.lambda;

import java.util.Map;

/**
 * An event that was given up, as the message that Lambda puts into a dead-letter queue.
 *
 * @param functionArn the function that did not handle it; AWS's message does not name it
 * @param body the event, as it was sent
 * @param requestId the invocation's
 * @param errorCode the HTTP status that a synchronous call would have ended with: 200 if the
 *     function failed, 429 if it was throttled
 * @param errorMessage what went wrong, at most 1,024 characters
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">
 *     Dead-letter queues</a>
 */
public record DeadLetter(
    String functionArn, String body, String requestId, int errorCode, String errorMessage) {

  private static final int LONGEST_MESSAGE = 1024;

  public DeadLetter {
    if (errorMessage.length() > LONGEST_MESSAGE) {
      errorMessage = errorMessage.substring(0, LONGEST_MESSAGE);
    }
  }

  /** The attributes of the message in the queue. */
  public Map<String, String> attributes() {
    return Map.of(
        "RequestID",
        requestId,
        "ErrorCode",
        Integer.toString(errorCode),
        "ErrorMessage",
        errorMessage);
  }
}

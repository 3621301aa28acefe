package dev.iotpipeline.local.aws.lambda;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * An event in the queue of asynchronous invocations.
 *
 * @param function what to invoke with it
 * @param requestId the same for all its runs
 * @param payload the event
 * @param accepted when it was taken
 * @param errors runs so far that failed
 * @param throttles runs so far that were put off
 * @param due when to run it next
 */
record AsyncEvent(
    LocalFunction function,
    String requestId,
    byte[] payload,
    Instant accepted,
    int errors,
    int throttles,
    Instant due) {

  static AsyncEvent of(LocalFunction function, String requestId, byte[] payload, Instant now) {
    return new AsyncEvent(function, requestId, payload, now, 0, 0, now);
  }

  AsyncEvent afterError(Instant nextDue) {
    return new AsyncEvent(function, requestId, payload, accepted, errors + 1, throttles, nextDue);
  }

  AsyncEvent afterThrottle(Instant nextDue) {
    return new AsyncEvent(function, requestId, payload, accepted, errors, throttles + 1, nextDue);
  }

  DeadLetter deadLetter(int errorCode, String errorMessage) {
    String body = new String(payload, StandardCharsets.UTF_8);
    return new DeadLetter(function.arn(), body, requestId, errorCode, errorMessage);
  }
}

package dev.iotpipeline.local.aws.lambda.mapping;

import dev.iotpipeline.local.aws.lambda.RetryBackoff;
import dev.iotpipeline.local.aws.lambda.mapping.DiscardedBatch.ResponseContext;
import java.time.Instant;
import java.util.Optional;

/** What has been tried since the checkpoint came to where it is. */
final class Attempts {

  private int retries;
  private int waits;
  private int invocations;
  private Instant notBefore = Instant.MIN;
  private Optional<String> requestId = Optional.empty();
  private Optional<ResponseContext> response = Optional.empty();

  /** An invocation that did not get the checkpoint any further. */
  void failed(String request, Optional<String> functionError) {
    invocations++;
    requestId = Optional.of(request);
    response = Optional.of(new ResponseContext(functionError));
  }

  void useRetry() {
    retries++;
  }

  void waitAfter(Instant now, RetryBackoff backoff) {
    waits++;
    notBefore = now.plus(backoff.after(waits));
  }

  /** Retries used up so far. */
  int retries() {
    return retries;
  }

  int invocations() {
    return invocations;
  }

  Instant notBefore() {
    return notBefore;
  }

  Optional<String> requestId() {
    return requestId;
  }

  Optional<ResponseContext> response() {
    return response;
  }
}

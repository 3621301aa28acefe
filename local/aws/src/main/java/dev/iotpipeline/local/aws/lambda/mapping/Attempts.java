package dev.iotpipeline.local.aws.lambda.mapping;

import dev.iotpipeline.local.aws.lambda.RetryBackoff;
import dev.iotpipeline.local.aws.lambda.mapping.DiscardedBatch.ResponseContext;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What has been tried since the checkpoint last moved. */
final class Attempts {

  private int retries;
  private int waits;
  private int invocations;
  private Instant notBefore = Instant.MIN;
  private @Nullable String requestId;
  private @Nullable ResponseContext response;

  /**
   * An invocation that did not get the checkpoint any further.
   *
   * @param functionError how it ended; null if it returned
   */
  void failed(String request, @Nullable String functionError) {
    invocations++;
    requestId = request;
    response = new ResponseContext(functionError);
  }

  void useRetry() {
    retries++;
  }

  void waitAfter(Instant now, RetryBackoff backoff) {
    waits++;
    notBefore = now.plus(backoff.after(waits));
  }

  /** Whether there was any try; also true if each was throttled. */
  boolean wereMade() {
    return waits > 0 || invocations > 0;
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

  /** The last invocation's; empty if there was none. */
  Optional<String> requestId() {
    return Optional.ofNullable(requestId);
  }

  /** What the last invocation came to; empty if there was none. */
  Optional<ResponseContext> response() {
    return Optional.ofNullable(response);
  }
}

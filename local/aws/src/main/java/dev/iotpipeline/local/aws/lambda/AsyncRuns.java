package dev.iotpipeline.local.aws.lambda;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.local.aws.lambda.InvocationResult.FunctionError;
import dev.iotpipeline.local.aws.lambda.InvocationResult.Succeeded;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** Runs events that are due, and decides what becomes of those that fail. Waits for nothing. */
final class AsyncRuns {

  /** AWS: after one minute, then after two. */
  private static final Duration RETRY_STEP = Duration.ofMinutes(1);

  /** AWS: from one second up to five minutes. */
  private static final RetryBackoff THROTTLE_BACKOFF =
      new RetryBackoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

  private static final int FUNCTION_FAILED = 200;
  private static final int THROTTLED = 429;
  private static final int HOST_FAILED = 500;

  private final AsyncQueue queue;
  private final AsyncSettings settings;
  private final Consumer<DeadLetter> deadLetters;
  private final Clock clock;
  private final EventLog log;

  AsyncRuns(
      AsyncQueue queue,
      AsyncSettings settings,
      Consumer<DeadLetter> deadLetters,
      Clock clock,
      EventLog log) {
    this.queue = queue;
    this.settings = settings;
    this.deadLetters = deadLetters;
    this.clock = clock;
    this.log = log;
  }

  /** Runs the first event that is due; returns whether there was one. */
  boolean runNext() {
    Optional<AsyncEvent> due = queue.takeDue(clock.instant());
    due.ifPresent(this::run);
    return due.isPresent();
  }

  private void run(AsyncEvent event) {
    InvocationResult result;
    try {
      result = event.function().invoke(event.requestId(), event.payload());
    } catch (CancellationException e) {
      queue.putBack(event);
      throw e;
    } catch (RuntimeException e) {
      // The host's own fault, which on AWS would be an answer of 500: the event must not vanish.
      log.error("asynchronous_host_failed")
          .with("request_id", event.requestId())
          .with("reason", e)
          .write();
      putOff(event, HOST_FAILED, String.valueOf(e));
      return;
    }
    if (result instanceof Succeeded) {
      queue.finish();
    } else if (result instanceof FunctionError error) {
      failed(event, error);
    } else {
      putOff(event, THROTTLED, "Rate Exceeded.");
    }
  }

  /** Nothing was run, so it costs no retry. */
  private void putOff(AsyncEvent event, int errorCode, String message) {
    Duration wait = THROTTLE_BACKOFF.after(event.throttles() + 1);
    putBack(event.afterThrottle(clock.instant().plus(wait)), errorCode, message);
  }

  private void failed(AsyncEvent event, FunctionError error) {
    log.warn("asynchronous_invocation_failed")
        .with("request_id", event.requestId())
        .with("function", event.function().arn())
        .with("reason", error.errorType())
        .with("retries", event.errors())
        .write();
    if (event.errors() >= settings.maximumRetryAttempts()) {
      giveUp(event, FUNCTION_FAILED, error.message());
      return;
    }
    Duration wait = RETRY_STEP.multipliedBy(event.errors() + 1L);
    putBack(event.afterError(clock.instant().plus(wait)), FUNCTION_FAILED, error.message());
  }

  /** An event that would be too old by its next run is given up now. */
  private void putBack(AsyncEvent event, int errorCode, String message) {
    Instant tooOld = event.accepted().plus(settings.maximumEventAge());
    if (event.due().isAfter(tooOld)) {
      giveUp(event, errorCode, message);
    } else {
      queue.putBack(event);
    }
  }

  private void giveUp(AsyncEvent event, int errorCode, String message) {
    log.error("event_dead_lettered")
        .with("request_id", event.requestId())
        .with("function", event.function().arn())
        .with("code", errorCode)
        .write();
    try {
      deadLetters.accept(event.deadLetter(errorCode, message));
    } catch (RuntimeException e) {
      log.error("dead_letter_failed")
          .with("request_id", event.requestId())
          .with("reason", e)
          .write();
    }
    queue.finish();
  }
}

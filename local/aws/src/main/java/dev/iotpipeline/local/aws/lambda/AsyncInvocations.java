package dev.iotpipeline.local.aws.lambda;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.local.aws.lambda.InvocationResult.FunctionError;
import dev.iotpipeline.local.aws.lambda.InvocationResult.Succeeded;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * Lambda's Invoke operation, and the queue behind its asynchronous form.
 *
 * <p>An event is run until the function takes it: after errors again in one and then two minutes,
 * as often as the settings allow; after throttling with growing waits, until it is too old. What is
 * given up becomes a {@link DeadLetter}.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html">Asynchronous
 *     invocation</a>
 */
public final class AsyncInvocations implements LambdaClient {

  /** How long a worker may overlook what no event tells it of: the end, a clock set forward. */
  private static final Duration LONGEST_WAIT = Duration.ofMillis(100);

  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);

  private final FunctionDirectory functions;
  private final AsyncQueue queue = new AsyncQueue();
  private final AsyncRuns runs;
  private final Clock clock;
  private final Supplier<String> requestIds;
  private final EventLog log;
  private final AtomicLong accepted = new AtomicLong();
  private final List<Thread> workers = new ArrayList<>();
  private volatile boolean closed;

  /**
   * @param functions what can be invoked
   * @param settings how often and how long events are tried
   * @param deadLetters takes the events that are given up; called from any thread
   * @param clock tells when a run is due
   * @param requestIds names events; called from any thread
   * @param log takes a line for each failed run and each event that is given up
   */
  public AsyncInvocations(
      Collection<? extends LocalFunction> functions,
      AsyncSettings settings,
      Consumer<DeadLetter> deadLetters,
      Clock clock,
      Supplier<String> requestIds,
      EventLog log) {
    this.functions = new FunctionDirectory(functions);
    this.clock = Objects.requireNonNull(clock, "clock");
    this.requestIds = Objects.requireNonNull(requestIds, "requestIds");
    this.log = Objects.requireNonNull(log, "log");
    this.runs = new AsyncRuns(queue, settings, deadLetters, clock, log);
  }

  /**
   * Invokes a function by name or ARN: {@code EVENT} takes the event and answers 202, {@code
   * REQUEST_RESPONSE} (which is the default) runs the function at once, {@code DRY_RUN} only
   * checks.
   *
   * @throws software.amazon.awssdk.services.lambda.model.LambdaException if AWS would refuse: an
   *     unknown function, a payload that is too large or no JSON, a synchronous call without
   *     concurrency left
   */
  @Override
  public InvokeResponse invoke(InvokeRequest request) {
    LocalFunction function = functions.find(request.functionName() + qualifier(request));
    boolean asynchronous = request.invocationType() == InvocationType.EVENT;
    byte[] payload = InvokePayload.of(request);
    if (request.invocationType() == InvocationType.DRY_RUN) {
      return InvokeResponse.builder().statusCode(204).build();
    }
    return asynchronous ? enqueue(function, payload) : run(function, payload);
  }

  private static String qualifier(InvokeRequest request) {
    return request.qualifier() == null ? "" : ":" + request.qualifier();
  }

  private InvokeResponse enqueue(LocalFunction function, byte[] payload) {
    accepted.incrementAndGet();
    queue.add(AsyncEvent.of(function, requestIds.get(), payload, clock.instant()));
    return InvokeResponse.builder().statusCode(202).build();
  }

  private InvokeResponse run(LocalFunction function, byte[] payload) {
    InvocationResult result = function.invoke(requestIds.get(), payload);
    InvokeResponse.Builder response =
        InvokeResponse.builder().statusCode(200).executedVersion("$LATEST");
    if (result instanceof Succeeded succeeded) {
      return response.payload(SdkBytes.fromByteArray(succeeded.response())).build();
    }
    if (result instanceof FunctionError error) {
      SdkBytes body = SdkBytes.fromByteArray(error.toJson());
      return response.functionError("Unhandled").payload(body).build();
    }
    throw LambdaErrors.throttled();
  }

  /** Begins to run events, on so many threads. */
  public void start(int threads) {
    for (int i = 0; i < threads; i++) {
      Thread worker = new Thread(this::work, "asynchronous-invocation-" + i);
      worker.setDaemon(true);
      workers.add(worker);
      worker.start();
    }
  }

  private void work() {
    try {
      while (!closed) {
        if (!runs.runNext()) {
          queue.awaitDue(clock.instant(), LONGEST_WAIT);
        }
      }
    } catch (InterruptedException | CancellationException e) {
      // Closed while at work; the event stays pending.
    } catch (RuntimeException | Error e) {
      log.error("asynchronous_worker_failed").with("reason", e).write();
      throw e;
    }
  }

  /**
   * Runs every event that is due now, for a caller who does that instead of {@link #start}.
   *
   * @return how many runs there were
   */
  public int runDue() {
    int count = 0;
    while (runs.runNext()) {
      count++;
    }
    return count;
  }

  /** How long until an event is due; empty if none is waiting. */
  public Optional<Duration> untilNextDue() {
    return queue.firstDue().map(due -> Duration.between(clock.instant(), due));
  }

  /** Events that were accepted and are neither handled nor given up. */
  public int pending() {
    return queue.pending();
  }

  /**
   * Waits until no event is {@linkplain #pending() pending}.
   *
   * @return whether none is; false if that took longer than the time-out
   */
  public boolean awaitIdle(Duration timeout) throws InterruptedException {
    return queue.awaitEmpty(timeout);
  }

  /** What has been done so far. */
  public AsyncCounts counts() {
    return runs.counts(accepted.get());
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  /**
   * Begins no further run, and waits for those under way, 10 s at most; events that wait are lost.
   */
  @Override
  public void close() {
    closed = true;
    Threads.join(workers, LONGEST_CLOSE);
  }
}

package dev.iotpipeline.local.aws.lambda;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.local.aws.kinesis.LocalStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * Lambda's asynchronous Invoke operation, and the queue behind it.
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

  private final Map<String, LocalFunction> functions;
  private final String aliasSuffix;
  private final AsyncQueue queue = new AsyncQueue();
  private final AsyncRuns runs;
  private final Clock clock;
  private final Supplier<String> requestIds;
  private final EventLog log;
  private final List<Thread> workers = new ArrayList<>();
  private volatile boolean closed;

  /**
   * @param functions what can be invoked
   * @param alias the alias of each function's one version, by which callers may name it too
   * @param settings how often and how long events are tried
   * @param deadLetters takes the events that are given up; called from any thread
   * @param clock tells when a run is due
   * @param requestIds names events; called from any thread
   * @param log takes a line for each failed run and each event that is given up
   */
  public AsyncInvocations(
      Collection<? extends LocalFunction> functions,
      String alias,
      AsyncSettings settings,
      Consumer<DeadLetter> deadLetters,
      Clock clock,
      Supplier<String> requestIds,
      EventLog log) {
    this.functions =
        functions.stream()
            .collect(Collectors.toUnmodifiableMap(LocalFunction::arn, Function.identity()));
    this.aliasSuffix = ":" + alias;
    this.clock = clock;
    this.requestIds = requestIds;
    this.log = log;
    this.runs = new AsyncRuns(queue, settings, deadLetters, clock, log);
  }

  /**
   * Takes an event for a function, which is named by its name, with or without its alias. Only
   * asynchronous invocation is here: nothing in the pipeline waits for a function.
   *
   * @throws software.amazon.awssdk.services.lambda.model.LambdaException if AWS would refuse: an
   *     unknown function, a payload that is too large or no JSON; or if the type of the invocation
   *     is not {@code EVENT}
   */
  @Override
  public InvokeResponse invoke(InvokeRequest request) {
    LocalFunction function = find(request.functionName());
    if (request.invocationType() != InvocationType.EVENT) {
      throw LambdaErrors.notAsynchronous();
    }
    byte[] payload = InvokePayload.of(request);
    queue.add(AsyncEvent.of(function, requestIds.get(), payload, clock.instant()));
    return InvokeResponse.builder().statusCode(202).build();
  }

  private LocalFunction find(String name) {
    String plain =
        name.endsWith(aliasSuffix) ? name.substring(0, name.length() - aliasSuffix.length()) : name;
    LocalFunction function = functions.get(arn(plain));
    if (function == null) {
      throw LambdaErrors.notFound(arn(name));
    }
    return function;
  }

  private static String arn(String name) {
    return "arn:aws:lambda:" + LocalStream.REGION + ":" + LocalStream.ACCOUNT + ":function:" + name;
  }

  /**
   * Begins to run events.
   *
   * @param threads how many events are run at once
   * @param onDeath is told if a thread ends before {@link #close}, and of what
   */
  public void start(int threads, Thread.UncaughtExceptionHandler onDeath) {
    for (int i = 0; i < threads; i++) {
      Thread worker = new Thread(this::work, "asynchronous-invocation-" + i);
      worker.setDaemon(true);
      worker.setUncaughtExceptionHandler(onDeath);
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

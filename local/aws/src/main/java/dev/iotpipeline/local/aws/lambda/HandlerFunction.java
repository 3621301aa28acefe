package dev.iotpipeline.local.aws.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.iotpipeline.local.aws.lambda.InvocationResult.FunctionError;
import dev.iotpipeline.local.aws.lambda.InvocationResult.Succeeded;
import dev.iotpipeline.local.aws.lambda.InvocationResult.Throttled;
import java.time.Clock;
import java.util.Deque;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A handler class, hosted as Lambda hosts it: each instance sees one invocation at a time, is kept
 * for the next, and is given up after a time-out. Safe for use by any number of threads.
 */
public final class HandlerFunction implements LocalFunction, AutoCloseable {

  /** A waiting call looks at the clock again after this time, because a test may have moved it. */
  private static final long LONGEST_WAIT_MILLIS = 100;

  private final FunctionSettings settings;
  private final Supplier<Handler> factory;
  private final Clock clock;
  private final Consumer<String> logLines;
  private final Semaphore concurrency;
  private final Deque<Handler> warm = new ConcurrentLinkedDeque<>();
  private final ExecutorService threads;

  private HandlerFunction(
      FunctionSettings settings,
      Supplier<Handler> factory,
      Clock clock,
      Consumer<String> logLines) {
    this.settings = settings;
    this.factory = factory;
    this.clock = clock;
    this.logLines = logLines;
    this.concurrency = new Semaphore(settings.reservedConcurrency());
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, settings.name());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Hosts a handler of typed events.
   *
   * @param handlers makes an instance for each concurrent invocation; may give the same one each
   *     time if that is safe for use by several threads
   * @param event the class that the JSON of the event is read as
   * @param response the class that the handler returns
   * @param clock tells how much time an invocation has left, and so when it times out
   * @param logLines takes what the handler logs through its context; called from any thread
   */
  public static <I, O> HandlerFunction of(
      FunctionSettings settings,
      Supplier<? extends RequestHandler<I, O>> handlers,
      Class<I> event,
      Class<O> response,
      Clock clock,
      Consumer<String> logLines) {
    return new HandlerFunction(
        settings, () -> Handler.typed(handlers.get(), event, response), clock, logLines);
  }

  /** Hosts a handler of bytes; the parameters are as for typed events. */
  public static HandlerFunction ofStream(
      FunctionSettings settings,
      Supplier<? extends RequestStreamHandler> handlers,
      Clock clock,
      Consumer<String> logLines) {
    return new HandlerFunction(settings, () -> Handler.streaming(handlers.get()), clock, logLines);
  }

  @Override
  public String arn() {
    return settings.arn();
  }

  @Override
  public InvocationResult invoke(String requestId, byte[] payload) {
    if (!concurrency.tryAcquire()) {
      return new Throttled();
    }
    try {
      return run(requestId, payload);
    } finally {
      concurrency.release();
    }
  }

  /** Making an instance is outside the time-out, as Lambda's own initialisation phase is. */
  private InvocationResult run(String requestId, byte[] payload) {
    Handler handler;
    try {
      handler = warmOrNew();
    } catch (RuntimeException e) {
      return functionError(e);
    }
    LambdaContext context = new LambdaContext(settings, requestId, clock, logLines);
    Future<byte[]> response = submit(() -> handler.handle(payload, context));
    try {
      awaitEnd(response, context);
      if (context.getRemainingTimeInMillis() == 0) {
        // The instance is not kept: it may ignore the interrupt and still be at work.
        response.cancel(true);
        return timedOut(requestId);
      }
      byte[] bytes = response.get();
      warm.push(handler);
      return new Succeeded(bytes);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InstanceLost) {
        return exited(requestId);
      }
      if (e.getCause() instanceof OutOfMemoryError full) {
        // On AWS the memory is the instance's; here it is that of the whole run.
        throw full;
      }
      warm.push(handler);
      return functionError(Objects.requireNonNullElse(e.getCause(), e));
    } catch (InterruptedException e) {
      response.cancel(true);
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while " + settings.name() + " was running");
    }
  }

  /**
   * Waits until the invocation has ended or has no time left. The clock decides about the time: it
   * may stand still, or leap while this waits.
   */
  private static void awaitEnd(Future<byte[]> response, LambdaContext context)
      throws InterruptedException {
    while (!response.isDone() && context.getRemainingTimeInMillis() > 0) {
      long left = context.getRemainingTimeInMillis();
      try {
        response.get(Math.min(left, LONGEST_WAIT_MILLIS), TimeUnit.MILLISECONDS);
      } catch (ExecutionException | TimeoutException e) {
        // The loop asks the response and the clock again.
      }
    }
  }

  private Future<byte[]> submit(Callable<byte[]> invocation) {
    try {
      return threads.submit(invocation);
    } catch (RejectedExecutionException e) {
      throw new CancellationException(settings.name() + " is closed");
    }
  }

  private Handler warmOrNew() {
    Handler handler = warm.poll();
    return handler == null ? factory.get() : handler;
  }

  private static FunctionError functionError(Throwable thrown) {
    return new FunctionError(
        thrown.getClass().getName(), Objects.requireNonNullElse(thrown.getMessage(), ""));
  }

  private static FunctionError exited(String requestId) {
    return new FunctionError(
        FunctionError.EXITED,
        "RequestId: " + requestId + " Error: Runtime exited without providing a reason");
  }

  private FunctionError timedOut(String requestId) {
    double seconds = settings.timeout().toMillis() / 1000.0;
    String message =
        String.format(
            Locale.ROOT,
            "RequestId: %s Error: Task timed out after %.2f seconds",
            requestId,
            seconds);
    return new FunctionError(FunctionError.TIMED_OUT, message);
  }

  /** Interrupts what is running; further invocations end in a {@link CancellationException}. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}

package dev.iotpipeline.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A few threads that make calls side by side. They do not keep the process alive, and they end when
 * there is nothing to do.
 */
public final class Workers {

  /** A batch of 100 is four writes, one of 10,000 is 400. More threads would only be throttled. */
  private static final int THREADS = 8;

  private final ThreadPoolExecutor executor;

  /**
   * @param name what the threads are called
   */
  public Workers(String name) {
    AtomicInteger count = new AtomicInteger();
    executor =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
  }

  /**
   * Runs tasks side by side and waits for all of them.
   *
   * @return their results in the tasks' order
   * @throws RuntimeException what the first of the failed tasks threw
   */
  public <T> List<T> runAll(List<? extends Callable<T>> tasks) {
    try {
      List<T> results = new ArrayList<>(tasks.size());
      for (Future<T> future : executor.invokeAll(tasks)) {
        results.add(result(future));
      }
      return results;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Runs a task beside what the caller does; {@link #result} waits for it. */
  public <T> Future<T> submit(Callable<T> task) {
    return executor.submit(task);
  }

  /**
   * Waits for a task.
   *
   * @throws RuntimeException what the task threw
   */
  public static <T> T result(Future<T> task) {
    try {
      return task.get();
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw unchecked(e.getCause());
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while calls were under way", e);
  }

  private static RuntimeException unchecked(@Nullable Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException exception
        ? exception
        : new IllegalStateException("a call failed", thrown);
  }
}

package dev.iotpipeline.cli;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command end in order after Ctrl-C. The command writes its last lines and closes its files;
 * then the process ends with the exit code of the command, not with that of the signal.
 *
 * <pre>{@code
 * try (InterruptHook hook = new InterruptHook(exitTimeout)) {
 *   hook.onInterrupt(run::stop);
 *   return hook.exitCode(run.call());
 * }
 * }</pre>
 */
public final class InterruptHook implements AutoCloseable {

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Duration exitTimeout;
  private final Thread hook = new Thread(this::stopAndWait, "ctrl-c");
  private volatile int exitCode = 1;
  private Runnable stop = () -> {};
  private boolean interrupted;

  /**
   * @param exitTimeout the time that the command has after Ctrl-C; after it the process ends, even
   *     if the command has not finished
   */
  public InterruptHook(Duration exitTimeout) {
    this.exitTimeout = exitTimeout;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Sets what each Ctrl-C does. If one has already come, the action runs at once. */
  public synchronized void onInterrupt(Runnable action) {
    stop = action;
    if (interrupted) {
      action.run();
    }
  }

  /** Does the same as Ctrl-C, except that the process does not end. */
  public synchronized void interrupt() {
    interrupted = true;
    stop.run();
  }

  private void stopAndWait() {
    hearFurtherSignals();
    interrupt();
    try {
      finished.await(exitTimeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // After a signal, the JVM would end with the signal's exit code. halt sets the command's.
    Runtime.getRuntime().halt(exitCode);
  }

  /** Sets the exit code of a process that Ctrl-C ends; returns it. Without it, the code is 1. */
  public int exitCode(int code) {
    exitCode = code;
    return code;
  }

  /**
   * The JVM ignores Ctrl-C while its hooks run. A handler of our own hears each further one. {@code
   * sun.misc.Signal} is the only way, and javac warns of a direct use.
   */
  private void hearFurtherSignals() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object handling =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                interrupt();
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("INT"), handling);
    } catch (ReflectiveOperationException unavailable) {
      // Without it the command still ends in order, as after one Ctrl-C.
    }
  }

  /** Tells the hook that the command has ended and writes nothing more. */
  @Override
  public void close() {
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // Ctrl-C came first. The hook is running and ends the process.
    }
  }
}

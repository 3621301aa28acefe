package dev.iotpipeline.simulator;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ctrl-C stops the run; the process ends when the command has said its last word and closed its
 * files, with the command's exit code rather than the signal's.
 */
public final class InterruptHook {

  private final CountDownLatch finished = new CountDownLatch(1);
  private final AtomicInteger exitCode = new AtomicInteger(1);
  private final Duration longestGoodbye;
  private final Thread hook = new Thread(this::stopAndWait, "ctrl-c");
  private Runnable stop = () -> {};
  private boolean interrupted;

  /**
   * @param longestGoodbye how long the command may take after Ctrl-C; then the process ends anyhow
   */
  public InterruptHook(Duration longestGoodbye) {
    this.longestGoodbye = longestGoodbye;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Says what Ctrl-C does from now on; an interrupt that came already does it at once. */
  public synchronized void onInterrupt(Runnable action) {
    stop = action;
    if (interrupted) {
      action.run();
    }
  }

  /** Does what Ctrl-C does, but for ending the process. */
  public synchronized void interrupt() {
    interrupted = true;
    stop.run();
  }

  private void stopAndWait() {
    interrupt();
    try {
      finished.await(longestGoodbye.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // Exit codes of a shutdown that a signal began are the signal's; halt lets the command decide.
    Runtime.getRuntime().halt(exitCode.get());
  }

  /** The command is done; nothing is left to be written. */
  public void finished(int code) {
    exitCode.set(code);
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The interrupt came first; the hook ends the process.
    }
  }
}

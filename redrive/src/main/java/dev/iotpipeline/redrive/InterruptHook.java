package dev.iotpipeline.redrive;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ctrl-C stops the run; the process ends when the command has finished the item in hand and said
 * how far it got, with the command's exit code rather than the signal's.
 */
final class InterruptHook {

  private final CountDownLatch finished = new CountDownLatch(1);
  private final AtomicInteger exitCode = new AtomicInteger(1);
  private final Interruption interruption;
  private final Duration longestGoodbye;
  private final Thread hook = new Thread(this::stopAndWait, "ctrl-c");

  /**
   * @param longestGoodbye how long the command may take after Ctrl-C; then the process ends anyhow
   */
  InterruptHook(Interruption interruption, Duration longestGoodbye) {
    this.interruption = interruption;
    this.longestGoodbye = longestGoodbye;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void stopAndWait() {
    interruption.stop();
    try {
      finished.await(longestGoodbye.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // Exit codes of a shutdown that a signal began are the signal's; halt lets the command decide.
    Runtime.getRuntime().halt(exitCode.get());
  }

  /** The command is done; nothing is left to be written. */
  void finished(int code) {
    exitCode.set(code);
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The interrupt came first; the hook ends the process.
    }
  }
}

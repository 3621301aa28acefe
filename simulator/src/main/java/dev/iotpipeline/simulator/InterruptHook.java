package dev.iotpipeline.simulator;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ctrl-C stops the run; the process ends when the command has said its last word, with the
 * command's exit code rather than the signal's.
 */
final class InterruptHook {

  private static final int LONGEST_GOODBYE_SECONDS = 30;

  private final CountDownLatch finished = new CountDownLatch(1);
  private final AtomicInteger exitCode = new AtomicInteger(1);
  private final Thread hook;

  InterruptHook(Runnable stop) {
    this.hook = new Thread(() -> stopAndWait(stop), "ctrl-c");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void stopAndWait(Runnable stop) {
    stop.run();
    try {
      finished.await(LONGEST_GOODBYE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // Exit codes of a shutdown that a signal began are the signal's; halt lets the command decide.
    Runtime.getRuntime().halt(exitCode.get());
  }

  /** The command is done. */
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

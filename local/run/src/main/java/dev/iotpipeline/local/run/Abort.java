package dev.iotpipeline.local.run;

/** Ends a run before its verdict: interrupts the thread that runs it. Any thread may call it. */
final class Abort implements Runnable {

  private final Thread runner = Thread.currentThread();
  private volatile boolean asked;

  @Override
  public void run() {
    asked = true;
    runner.interrupt();
  }

  /** Whether somebody has asked for it. */
  boolean isAsked() {
    return asked;
  }
}

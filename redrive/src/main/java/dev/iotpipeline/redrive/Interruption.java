package dev.iotpipeline.redrive;

import dev.iotpipeline.aws.Sleeper;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether Ctrl-C has come. The run asks between two items, and Ctrl-C ends every wait. */
final class Interruption implements Sleeper {

  private final CountDownLatch stopped = new CountDownLatch(1);

  void stop() {
    stopped.countDown();
  }

  boolean isStopped() {
    return stopped.getCount() == 0;
  }

  /** Waits; less long if the run is stopped. */
  @Override
  public void sleep(Duration time) throws InterruptedException {
    stopped.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }
}

package dev.iotpipeline.aws;

import java.time.Duration;

/** Lets time pass; a test's fake only moves its clock. */
public interface Sleeper {

  /** Returns after this time. */
  void sleep(Duration duration) throws InterruptedException;
}

package dev.iotpipeline.consumer;

import java.time.Duration;

/** Lets time pass; a test's fake only moves its clock. */
interface Sleeper {

  void sleep(Duration duration) throws InterruptedException;
}

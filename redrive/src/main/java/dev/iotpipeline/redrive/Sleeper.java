package dev.iotpipeline.redrive;

import java.time.Duration;

/** Lets time pass, at most so much; a test's fake only notes it. */
interface Sleeper {

  void sleep(Duration time);
}

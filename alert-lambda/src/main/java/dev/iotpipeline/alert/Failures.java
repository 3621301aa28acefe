package dev.iotpipeline.alert;

import dev.iotpipeline.aws.ServiceErrors;
import java.util.ArrayList;
import java.util.List;

/** What went wrong while everything else was done all the same. Any thread may add to it. */
final class Failures {

  /** Hundreds may fail for one reason; their stack traces would say it hundreds of times. */
  private static final int SHOWN = 5;

  private final List<RuntimeException> failures = new ArrayList<>();

  synchronized void add(RuntimeException failure) {
    failures.add(failure);
  }

  synchronized int count() {
    return failures.size();
  }

  /** Runs something; what it throws is one of the failures. */
  void collect(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      add(e);
    }
  }

  /**
   * Throws what went wrong: the failure itself if it is the only one and speaks for itself, else
   * one that tells how many there are.
   *
   * @param what was not done, for the message
   */
  synchronized void throwIfAny(String what) {
    if (failures.isEmpty()) {
      return;
    }
    RuntimeException first = failures.get(0);
    if (failures.size() == 1
        && (first instanceof AlertFailedException || first instanceof IllegalArgumentException)) {
      throw first;
    }
    AlertFailedException failed =
        new AlertFailedException(
            what + " (" + failures.size() + "): " + ServiceErrors.describe(first), first);
    failures.stream().skip(1).limit(SHOWN).forEach(failed::addSuppressed);
    throw failed;
  }
}

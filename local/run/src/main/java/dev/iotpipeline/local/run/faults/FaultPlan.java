package dev.iotpipeline.local.run.faults;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Decides which calls go wrong, and how. Asked by several threads. */
@FunctionalInterface
public interface FaultPlan {

  /** All goes well. */
  FaultPlan NONE = (site, event) -> Optional.empty();

  /**
   * What is to go wrong with a call that is about to be made.
   *
   * @param event the asynchronous event that is being handled; {@code ""} in the consumer
   */
  Optional<Fault> next(CallSite site, String event);

  /**
   * One fault at one place.
   *
   * @param nth which call of that place, from 1
   */
  static FaultPlan once(CallSite where, Fault fault, int nth) {
    AtomicLong calls = new AtomicLong();
    return (site, event) ->
        site == where && calls.incrementAndGet() == nth ? Optional.of(fault) : Optional.empty();
  }
}

package dev.iotpipeline.local.run.faults;

import java.util.Optional;

/**
 * Another plan, and while it is on, one call in two to the database is throttled. A call that is
 * tried again gets through: the calls of each thread are throttled in turn.
 */
public final class Throttling implements FaultPlan {

  private final FaultPlan other;
  private final ThreadLocal<Boolean> isNext = ThreadLocal.withInitial(() -> true);
  private volatile boolean on;

  /**
   * @param other decides about the calls that are not throttled
   */
  public Throttling(FaultPlan other) {
    this.other = other;
  }

  /** Begins or ends it. */
  public void set(boolean isOn) {
    on = isOn;
  }

  public boolean isOn() {
    return on;
  }

  @Override
  public Optional<Fault> next(CallSite site, String event) {
    if (on && site.isOfDatabase()) {
      boolean strikes = isNext.get();
      isNext.set(!strikes);
      if (strikes) {
        return Optional.of(Fault.THROTTLED);
      }
    }
    return other.next(site, event);
  }
}

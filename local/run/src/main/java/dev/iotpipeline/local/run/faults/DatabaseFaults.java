package dev.iotpipeline.local.run.faults;

import java.util.Optional;

/**
 * Another plan, and what somebody does to the calls to the database: one in two can be throttled,
 * or all fail while it cannot be reached. A throttled call that is tried again gets through: the
 * calls of each thread are throttled in turn.
 */
public final class DatabaseFaults implements FaultPlan {

  private final FaultPlan other;
  private final DatabaseOutage outage;
  private final ThreadLocal<Boolean> isNext = ThreadLocal.withInitial(() -> true);
  private volatile boolean throttles;

  /**
   * @param other decides about all other calls
   */
  public DatabaseFaults(FaultPlan other, DatabaseOutage outage) {
    this.other = other;
    this.outage = outage;
  }

  /** Begins or ends to throttle. */
  public void throttle(boolean on) {
    throttles = on;
  }

  public boolean throttles() {
    return throttles;
  }

  @Override
  public Optional<Fault> next(CallSite site, String event) {
    if (site.isOfDatabase() && outage.isCutOff()) {
      return Optional.of(Fault.CONNECTION_RESET);
    }
    return site.isOfDatabase() && throttles && isThrottled()
        ? Optional.of(Fault.THROTTLED)
        : other.next(site, event);
  }

  private boolean isThrottled() {
    boolean is = isNext.get();
    isNext.set(!is);
    return is;
  }
}

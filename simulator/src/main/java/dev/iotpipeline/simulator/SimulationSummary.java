package dev.iotpipeline.simulator;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The result of a run.
 *
 * @param published readings that the stream took
 * @param failed readings that were given up
 * @param neverBegun readings that were due, and their device did not come to send them
 * @param throttled answers that refused a call for its rate; each call was repeated
 * @param elapsed time since the start of the run
 * @param ratePerSecond readings published per second of that time
 * @param p50Millis median time of a call that succeeded
 * @param p99Millis its 99th percentile
 */
public record SimulationSummary(
    long published,
    long failed,
    long neverBegun,
    long throttled,
    Duration elapsed,
    double ratePerSecond,
    double p50Millis,
    double p99Millis) {

  /** Whether the stream has taken every reading that was due. */
  public boolean isComplete() {
    return failed + neverBegun == 0;
  }

  /** Says how many readings were due and never begun, and why; empty if all were. */
  public Optional<String> shortfall() {
    return neverBegun == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%,d readings were due and never begun: %s",
                neverBegun,
                throttled == 0
                    ? "calls take too long for this rate."
                    : "the stream refused calls %,d times for its limit.".formatted(throttled)));
  }
}

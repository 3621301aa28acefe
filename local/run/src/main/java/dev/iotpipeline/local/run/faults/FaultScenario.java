package dev.iotpipeline.local.run.faults;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Faults that belong together, by a name that people can ask for. */
public enum FaultScenario {
  THROTTLING("one call in five is throttled", Fault.THROTTLED),
  LEFTOVERS("one batch write in three leaves half of its items unwritten", Fault.LEFTOVERS),
  SERVER_ERRORS("one call in five fails with a 5xx", Fault.SERVER_ERROR),
  CONNECTION_RESETS("one call in five loses its connection", Fault.CONNECTION_RESET),
  LOST_ANSWERS("one call in five succeeds, but its answer gets lost", Fault.ANSWER_LOST),
  DUPLICATE_EVENTS("one alert in three is delivered twice, at the same time", Fault.TAKEN_TWICE),
  CRASHES(
      "at one call in five the function's process ends, just before the call or just after",
      Fault.KILLED_BEFORE,
      Fault.KILLED_AFTER),
  DATABASE_RESTART("DynamoDB Local is killed and comes back three seconds later"),
  ALL("all of the above", Fault.values());

  /** Work still goes on, and a run of seconds meets each kind of fault. */
  private static final int CALLS_PER_FAULT = 5;

  /** For the faults that only one kind of call can have. */
  private static final int CALLS_PER_SPECIAL_FAULT = 3;

  private static final Set<Fault> SPECIAL = EnumSet.of(Fault.LEFTOVERS, Fault.TAKEN_TWICE);

  private final String description;
  private final List<Fault> faults;

  FaultScenario(String description, Fault... faults) {
    this.description = description;
    this.faults = List.of(faults);
  }

  /** Lower case with hyphens, as {@code --faults} takes and lists it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What happens, in words. */
  public String description() {
    return description;
  }

  /** Whether the database is killed and restarted in the middle of the run. */
  public boolean restartsDatabase() {
    return this == DATABASE_RESTART || this == ALL;
  }

  /**
   * Strikes each place as often as the description says, in turn with each fault that can happen
   * there.
   *
   * <p>One event is struck once at most. An asynchronous invocation has two retries; one that fails
   * three times ends in the dead-letter queue, as it should, and the verdict would call it missed.
   */
  public FaultPlan plan() {
    return faults.isEmpty() ? FaultPlan.NONE : new InTurn(faults);
  }

  private static final class InTurn implements FaultPlan {

    private final List<Fault> faults;
    private final Map<CallSite, AtomicLong> calls = new ConcurrentHashMap<>();
    private final Set<String> struckEvents = ConcurrentHashMap.newKeySet();

    InTurn(List<Fault> faults) {
      this.faults = faults;
    }

    @Override
    public Optional<Fault> next(CallSite site, String event) {
      List<Fault> possible = faults.stream().filter(fault -> fault.canStrike(site)).toList();
      if (possible.isEmpty()) {
        return Optional.empty();
      }
      long call = calls.computeIfAbsent(site, first -> new AtomicLong()).incrementAndGet();
      int every = SPECIAL.containsAll(possible) ? CALLS_PER_SPECIAL_FAULT : CALLS_PER_FAULT;
      boolean due = call % every == 0;
      boolean strikes = due && (event.isEmpty() || struckEvents.add(event));
      return strikes
          ? Optional.of(possible.get((int) (call / every % possible.size())))
          : Optional.empty();
    }
  }
}

package dev.iotpipeline.telemetry.shadow;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The temperatures that can still be the lowest of a window of time. One with a later one that is
 * as low never will be, and is not kept: what is kept rises from entry to entry, and is a handful
 * for all but a temperature that climbs with each reading.
 *
 * @param entries rising in time and in temperature
 */
public record TemperatureWindow(List<Entry> entries) {

  /**
   * A steady climb with more readings than this loses entries whose neighbours differ least; a
   * baseline is then too high by that little difference at most. It bounds a shadow's size.
   */
  public static final int MOST_ENTRIES = 128;

  public static final TemperatureWindow EMPTY = new TemperatureWindow(List.of());

  /**
   * One temperature.
   *
   * @param at when it was measured
   * @param temperature °C
   */
  public record Entry(Instant at, BigDecimal temperature) {

    public Entry {
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(temperature, "temperature");
    }
  }

  public TemperatureWindow {
    entries = List.copyOf(entries);
  }

  /** The window with a further temperature, which may be older than those it holds. */
  TemperatureWindow with(Instant at, BigDecimal temperature) {
    List<Entry> kept = new ArrayList<>(entries.size() + 1);
    for (Entry entry : entries) {
      int difference = entry.temperature().compareTo(temperature);
      boolean isBefore = entry.at().isBefore(at);
      if (!isBefore && difference <= 0) {
        return this;
      }
      if (isBefore && difference < 0) {
        kept.add(entry);
      }
    }
    kept.add(new Entry(at, temperature));
    entries.stream().filter(entry -> entry.at().isAfter(at)).forEach(kept::add);
    return new TemperatureWindow(bounded(kept));
  }

  private static List<Entry> bounded(List<Entry> entries) {
    if (entries.size() > MOST_ENTRIES) {
      // Neither the first, which is today's baseline, nor the last, which has no successor.
      int least = 1;
      for (int i = 2; i < entries.size() - 1; i++) {
        if (gap(entries, i).compareTo(gap(entries, least)) < 0) {
          least = i;
        }
      }
      entries.remove(least);
    }
    return entries;
  }

  /** How far a baseline can be off without this entry. */
  private static BigDecimal gap(List<Entry> entries, int index) {
    return entries.get(index + 1).temperature().subtract(entries.get(index - 1).temperature());
  }

  /** The window without what was measured before an instant. */
  TemperatureWindow since(Instant start) {
    return new TemperatureWindow(
        entries.stream().filter(entry -> !entry.at().isBefore(start)).toList());
  }

  /** The lowest temperature, °C; empty if the window holds none. */
  Optional<BigDecimal> lowest() {
    return entries.stream().findFirst().map(Entry::temperature);
  }
}

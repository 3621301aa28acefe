package dev.iotpipeline.local.run.verdict;

import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.Thresholds;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a device's readings have to lead to. It shares no code with what it checks. To be told of
 * the readings in the order of the stream.
 */
final class DeviceModel {

  /** A clock that is further ahead of the stream's is wrong. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  /** A row of readings beyond a threshold. */
  private static final class Row {
    private int length;
    private @Nullable Instant told;
  }

  private final Rules rules;

  /**
   * The temperatures of the window, but for those that a later one is not above: they are the
   * lowest of no time that reaches to the newest reading.
   */
  private final NavigableMap<Instant, BigDecimal> lows = new TreeMap<>();

  private final Map<String, Row> rows = new HashMap<>();
  private @Nullable Instant newest;
  private boolean isAhead;

  DeviceModel(Rules rules) {
    this.rules = rules;
  }

  /**
   * The next reading of the device.
   *
   * @param arrival when the stream took it
   * @param notices takes what people have to be told of breaches
   * @return what is wrong with the reading, such as {@code temperature_above}, and how far each
   *     value is beyond its limit
   */
  synchronized Map<String, BigDecimal> next(
      Reading reading, Instant arrival, List<NoticeName> notices) {
    Instant at = reading.timestamp();
    boolean ahead = at.isAfter(arrival.plus(CLOCK_TOLERANCE));
    if (isAhead && !ahead) {
      beginAnew(at);
    }
    boolean isLate = newest != null && !at.isAfter(newest);
    Map<String, BigDecimal> excesses = excesses(reading, isLate);
    excesses.forEach(
        (anomaly, excess) -> {
          if (!isLate && rules.tellsOfBreaches()) {
            step(anomaly, excess, reading, notices);
          }
        });
    remember(reading, isLate, arrival);
    excesses.values().removeIf(excess -> excess.signum() <= 0);
    return excesses;
  }

  /** The times of a clock that was ahead say nothing. */
  private void beginAnew(Instant at) {
    lows.clear();
    newest = null;
    rows.values().removeIf(row -> row.told == null);
    rows.values().forEach(row -> row.told = at);
  }

  private void remember(Reading reading, boolean isLate, Instant arrival) {
    Instant last = isLate && newest != null ? newest : reading.timestamp();
    newest = last;
    isAhead = last.isAfter(arrival.plus(CLOCK_TOLERANCE));
    rememberLow(reading.timestamp(), reading.temperature());
    lows.headMap(last.minus(rules.thresholds().riseWindow()), false).clear();
  }

  private void rememberLow(Instant at, BigDecimal temperature) {
    Map.Entry<Instant, BigDecimal> later = lows.ceilingEntry(at);
    if (later != null && later.getValue().compareTo(temperature) <= 0) {
      return;
    }
    Map.Entry<Instant, BigDecimal> before = lows.floorEntry(at);
    while (before != null && before.getValue().compareTo(temperature) >= 0) {
      lows.remove(before.getKey());
      before = lows.floorEntry(at);
    }
    lows.put(at, temperature);
  }

  /** How far the reading is beyond each limit; not more than zero if it is within. */
  private Map<String, BigDecimal> excesses(Reading reading, boolean isLate) {
    Thresholds limits = rules.thresholds();
    Map<String, BigDecimal> excesses = new LinkedHashMap<>();
    excesses.put("temperature_above", reading.temperature().subtract(limits.temperatureHigh()));
    excesses.put("humidity_above", reading.humidity().subtract(limits.humidityHigh()));
    excesses.put("humidity_below", limits.humidityLow().subtract(reading.humidity()));
    if (rules.shadows()) {
      BigDecimal lowest = isLate ? null : lowest(reading.timestamp().minus(limits.riseWindow()));
      BigDecimal rise = lowest == null ? BigDecimal.ZERO : reading.temperature().subtract(lowest);
      excesses.put("temperature_rising", rise.subtract(limits.temperatureRise()));
    }
    return excesses;
  }

  private @Nullable BigDecimal lowest(Instant start) {
    Map.Entry<Instant, BigDecimal> first = lows.ceilingEntry(start);
    return first == null ? null : first.getValue();
  }

  private void step(String anomaly, BigDecimal excess, Reading reading, List<NoticeName> notices) {
    Instant at = reading.timestamp();
    Row row = rows.get(anomaly);
    if (excess.signum() > 0) {
      longer(rows.computeIfAbsent(anomaly, first -> new Row()), anomaly, reading, notices);
    } else if (row != null && row.told == null) {
      rows.remove(anomaly);
    } else if (row != null && excess.negate().compareTo(rules.hysteresis()) >= 0) {
      rows.remove(anomaly);
      notices.add(new NoticeName(reading.deviceId(), anomaly, NoticeName.CLEARED, at));
    }
  }

  private void longer(Row row, String anomaly, Reading reading, List<NoticeName> notices) {
    Instant at = reading.timestamp();
    row.length++;
    String kind = null;
    if (row.told == null && row.length >= rules.consecutive()) {
      kind = NoticeName.RAISED;
    } else if (row.told != null && !at.isBefore(row.told.plus(rules.coolDown()))) {
      kind = NoticeName.CONTINUING;
    }
    if (kind != null) {
      row.told = at;
      notices.add(new NoticeName(reading.deviceId(), anomaly, kind, at));
    }
  }
}

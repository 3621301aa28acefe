package dev.iotpipeline.local.run.verdict;

import dev.iotpipeline.local.aws.kinesis.StreamRecord;
import dev.iotpipeline.telemetry.Measurement;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.Thresholds;
import dev.iotpipeline.telemetry.Timestamps;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a device's readings have to lead to. It shares no code with what it checks. To be told of
 * the readings in the order of the stream.
 */
final class DeviceModel {

  /** A clock that is further ahead of the stream's is wrong. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  /** A shadow keeps no more of them. */
  private static final int MOST_LOWS = 128;

  /** A row of readings beyond a threshold. */
  private static final class Row {
    private Instant since;
    private int length;
    private BigDecimal worst;
    private @Nullable Instant told;

    private Row(Instant since, BigDecimal worst) {
      this.since = since;
      this.worst = worst;
    }
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
  private @Nullable Reading last;
  private @Nullable String partitionKey;
  private String sequenceNumber = "";
  private Instant heard = Instant.MIN;
  private long readings;
  private boolean isInOrder = true;

  DeviceModel(Rules rules) {
    this.rules = rules;
  }

  /**
   * The next reading of the device.
   *
   * @param record the record that holds it
   * @param notices takes what people have to be told of breaches
   * @return what is wrong with the reading, such as {@code temperature_above}, and how far each
   *     value is beyond its limit
   */
  synchronized Map<String, BigDecimal> next(
      Reading reading, StreamRecord record, List<DueNotice> notices) {
    Instant at = reading.timestamp();
    Instant arrival = record.approximateArrival();
    boolean ahead = at.isAfter(arrival.plus(CLOCK_TOLERANCE));
    if (isAhead && !ahead) {
      beginAnew(at);
    }
    boolean isLate = newest != null && !at.isAfter(newest);
    Map<String, BigDecimal> excesses = excesses(reading, isLate);
    excesses.forEach(
        (anomaly, excess) -> {
          if (!isLate && rules.shadows()) {
            step(anomaly, excess, reading, notices);
          }
        });
    remember(reading, isLate, record);
    excesses.values().removeIf(excess -> excess.signum() <= 0);
    return excesses;
  }

  /** The times of a clock that was ahead say nothing. */
  private void beginAnew(Instant at) {
    lows.clear();
    newest = null;
    rows.values().removeIf(row -> row.told == null);
    rows.values()
        .forEach(
            row -> {
              row.since = at;
              row.told = at;
            });
  }

  private void remember(Reading reading, boolean isLate, StreamRecord record) {
    Instant arrival = record.approximateArrival();
    last = isLate && last != null ? last : reading;
    newest = last.timestamp();
    heard = isLate && heard.isAfter(arrival) ? heard : arrival;
    isAhead = newest.isAfter(heard.plus(CLOCK_TOLERANCE));
    isInOrder &= partitionKey == null || partitionKey.equals(record.partitionKey());
    partitionKey = record.partitionKey();
    sequenceNumber = record.sequenceNumber();
    readings++;
    rememberLow(reading.timestamp(), reading.temperature());
    lows.headMap(newest.minus(rules.thresholds().riseWindow()), false).clear();
    isInOrder &= lows.size() <= MOST_LOWS;
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

  private void step(String anomaly, BigDecimal excess, Reading reading, List<DueNotice> notices) {
    Instant at = reading.timestamp();
    Row row = rows.get(anomaly);
    if (excess.signum() > 0) {
      BigDecimal value = BreachValues.value(anomaly, reading);
      longer(rows.computeIfAbsent(anomaly, first -> new Row(at, value)), anomaly, reading, notices);
    } else if (row != null && row.told == null) {
      rows.remove(anomaly);
    } else if (row != null && excess.negate().compareTo(rules.hysteresis()) >= 0) {
      rows.remove(anomaly);
      notices.add(notice(NoticeName.CLEARED, row, anomaly, reading));
    }
  }

  private void longer(Row row, String anomaly, Reading reading, List<DueNotice> notices) {
    Instant at = reading.timestamp();
    BigDecimal value = BreachValues.value(anomaly, reading);
    row.length++;
    row.worst = anomaly.endsWith("_below") ? row.worst.min(value) : row.worst.max(value);
    if (!rules.tellsOfBreaches()) {
      return;
    }
    String kind = null;
    if (row.told == null && row.length >= rules.consecutive()) {
      kind = NoticeName.RAISED;
    } else if (row.told != null && !at.isBefore(row.told.plus(rules.coolDown()))) {
      kind = NoticeName.CONTINUING;
    }
    if (kind != null) {
      row.told = at;
      notices.add(notice(kind, row, anomaly, reading));
    }
  }

  private DueNotice notice(String kind, Row row, String anomaly, Reading reading) {
    Instant at = reading.timestamp();
    DueNotice notice =
        DueNotice.of(
            new NoticeName(reading.deviceId(), anomaly, kind, at), row.since, at, row.length);
    notice.row().put("worst", Image.number(row.worst));
    notice.row().put("value", Image.number(BreachValues.value(anomaly, reading)));
    notice
        .row()
        .put("threshold", Image.number(BreachValues.threshold(anomaly, rules.thresholds())));
    BigDecimal lowest = lowest(at.minus(rules.thresholds().riseWindow()));
    if (anomaly.equals("temperature_rising") && lowest != null) {
      notice.row().put("baseline", Image.number(lowest));
    }
    return notice;
  }

  /** Whether the device's records had an order, so that its shadow is known. */
  synchronized boolean isInOrder() {
    return isInOrder;
  }

  /** The shadow that the device has to have, but for its shard and what its silence leaves. */
  synchronized SortedMap<String, String> shadow() {
    Reading newestReading = Objects.requireNonNull(last);
    SortedMap<String, String> shadow = new TreeMap<>();
    shadow.put("device_id", Image.text(newestReading.deviceId()));
    shadow.put("timestamp", Image.text(Timestamps.format(newestReading.timestamp())));
    for (Measurement measurement : Measurement.values()) {
      shadow.put(measurement.field(), Image.number(newestReading.value(measurement)));
    }
    String firmware = newestReading.firmwareVersion();
    shadow.put("firmware_version", firmware == null ? ShadowImage.NOTHING : Image.text(firmware));
    shadow.put("sequence_number", Image.text(sequenceNumber));
    shadow.put("heard_at", Image.text(Timestamps.format(heard)));
    shadow.put("readings", Image.number(BigDecimal.valueOf(readings)));
    shadow.put(
        "window",
        Image.list(
            lows.entrySet().stream()
                .map(low -> Image.text(Timestamps.format(low.getKey()) + " " + low.getValue()))
                .toList()));
    shadow.put(ShadowImage.BREACHES, ShadowImage.MAP);
    rows.forEach((anomaly, row) -> put(anomaly, row, shadow));
    return shadow;
  }

  private static void put(String anomaly, Row row, SortedMap<String, String> shadow) {
    shadow.put(ShadowImage.name(anomaly, "since"), Image.text(Timestamps.format(row.since)));
    shadow.put(ShadowImage.name(anomaly, "count"), Image.number(BigDecimal.valueOf(row.length)));
    shadow.put(ShadowImage.name(anomaly, "worst"), Image.number(row.worst));
    if (row.told != null) {
      shadow.put(ShadowImage.name(anomaly, "noticed_at"), Image.text(Timestamps.format(row.told)));
    }
  }
}

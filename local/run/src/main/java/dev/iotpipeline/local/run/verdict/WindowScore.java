package dev.iotpipeline.local.run.verdict;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.iotpipeline.telemetry.Measurement;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.Timestamps;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the statistics of one window of time and one shard have to say. */
final class WindowScore {

  private static final int DEVICES_PRECISION = 12;

  final Instant start;
  private final Duration length;
  private final String shardId;
  private final UltraLogLog devices = UltraLogLog.create(DEVICES_PRECISION);
  private final Map<Measurement, ValueScore> values = new EnumMap<>(Measurement.class);
  private long readings;
  private long anomalous;
  private long rejected;
  private long late;

  WindowScore(Instant start, Duration length, String shardId) {
    this.start = start;
    this.length = length;
    this.shardId = shardId;
    for (Measurement measurement : Measurement.values()) {
      values.put(measurement, new ValueScore());
    }
  }

  void add(Reading reading, boolean isAnomalous) {
    readings++;
    anomalous += isAnomalous ? 1 : 0;
    late += reading.timestamp().isBefore(start.minus(length)) ? 1 : 0;
    devices.add(Hashing.komihash5_0().hashCharsToLong(reading.deviceId()));
    values.forEach((measurement, score) -> score.add(reading.value(measurement).doubleValue()));
  }

  void addRejected() {
    rejected++;
  }

  /** What the item is called in its table. */
  String name() {
    return Timestamps.format(start) + "#" + shardId;
  }

  /** The image that the item has to have, but for when it was counted. */
  SortedMap<String, String> image() {
    SortedMap<String, String> image = new TreeMap<>();
    String from = Timestamps.format(start);
    image.put("window_day", Image.text(from.substring(0, "2026-11-25".length())));
    image.put("window", Image.text(name()));
    image.put("window_start", Image.text(from));
    image.put("window_end", Image.text(Timestamps.format(start.plus(length))));
    image.put("shard_id", Image.text(shardId));
    image.put("terminated_early", Image.flag(false));
    image.put("incomplete", Image.flag(false));
    image.put("readings", number(readings));
    image.put("anomalous", number(anomalous));
    image.put("rejected", number(rejected));
    image.put("late", number(late));
    image.put("devices", number(Math.round(devices.getDistinctCountEstimate())));
    image.put("device_sketch", Image.bytes(devices.getState()));
    if (readings > 0) {
      values.forEach((measurement, score) -> score.putInto(measurement.field(), image));
    }
    return image;
  }

  private static String number(long count) {
    return Image.number(BigDecimal.valueOf(count));
  }
}

package dev.iotpipeline.fleet;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.iotpipeline.telemetry.Measurement;
import dev.iotpipeline.telemetry.Timestamps;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The statistics of one window and shard, or of a part of them, as an item of the table. Made from
 * the state and the event alone, so that a final call that comes again makes the same item.
 */
final class StatisticsItem {

  static final String DAY = "window_day";
  static final String WINDOW = "window";

  /** When the metrics were sent. */
  static final String COUNTED_AT = "counted_at";

  /** What DynamoDB takes as a number: its magnitude, if it is not zero. */
  private static final double SMALLEST_NUMBER = 1e-130;

  private static final double LARGEST_NUMBER = 9.99e125;

  private static final Map<String, Double> PERCENTILES =
      Map.of("p50", 0.5, "p95", 0.95, "p99", 0.99);

  private StatisticsItem() {}

  /** The day that a window's items are under: that of its start, in UTC. */
  static String day(Instant start) {
    return Timestamps.format(start).substring(0, "2026-11-25".length());
  }

  /**
   * @param cutShort whether Lambda ended the window early; its further records come as another part
   */
  static Map<String, AttributeValue> key(
      TimeWindow window, String shardId, boolean cutShort, WindowPart part) {
    String ofWindow = Timestamps.format(window.start()) + "#" + shardId;
    return Map.of(
        DAY, fromS(day(window.start())),
        WINDOW, fromS(cutShort ? ofWindow + "#" + part.name() : ofWindow));
  }

  /**
   * @param retention how long after the window's end the item expires; null: never
   */
  static Map<String, AttributeValue> item(
      TimeWindow window,
      String shardId,
      boolean cutShort,
      WindowPart part,
      @Nullable Duration retention) {
    FleetStatistics statistics = part.statistics();
    Map<String, AttributeValue> item = new HashMap<>(key(window, shardId, cutShort, part));
    item.put("window_start", fromS(Timestamps.format(window.start())));
    item.put("window_end", fromS(Timestamps.format(window.end())));
    item.put("shard_id", fromS(shardId));
    item.put("terminated_early", fromBool(cutShort));
    item.put("incomplete", fromBool(part.isIncomplete()));
    item.put("readings", whole(statistics.readings()));
    item.put("anomalous", whole(statistics.anomalous()));
    item.put("rejected", whole(statistics.rejected()));
    item.put("late", whole(statistics.late()));
    item.put("devices", whole(statistics.devices()));
    item.put("device_sketch", binary(statistics.deviceBytes()));
    if (retention != null) {
      item.put("expires_at", whole(window.end().plus(retention).getEpochSecond()));
    }
    for (Measurement measurement : Measurement.values()) {
      MeasurementStatistics values = statistics.of(measurement);
      if (values.count() > 0) {
        item.put(measurement.field(), AttributeValue.fromM(measurement(values)));
      }
    }
    return item;
  }

  private static Map<String, AttributeValue> measurement(MeasurementStatistics values) {
    Map<String, AttributeValue> map = new HashMap<>();
    map.put("count", whole(values.count()));
    map.put("mean", number(values.mean()));
    map.put("min", number(values.min()));
    map.put("max", number(values.max()));
    map.put("standard_deviation", number(values.standardDeviation()));
    PERCENTILES.forEach((name, quantile) -> map.put(name, number(values.percentile(quantile))));
    map.put("sketch", binary(values.sketchBytes()));
    return map;
  }

  /**
   * What an item says of its window.
   *
   * @throws IllegalStateException if it has not all that an item of this table has
   */
  static FleetWindow read(Map<String, AttributeValue> item) {
    try {
      return window(item);
    } catch (RuntimeException e) {
      throw new IllegalStateException("no statistics in " + item.get(WINDOW), e);
    }
  }

  private static FleetWindow window(Map<String, AttributeValue> item) {
    Map<Measurement, MeasurementStatistics> measurements = new EnumMap<>(Measurement.class);
    for (Measurement measurement : Measurement.values()) {
      if (item.containsKey(measurement.field())) {
        measurements.put(measurement, measurement(of(item, measurement.field()).m(), item));
      }
    }
    boolean cutShort = of(item, "terminated_early").bool();
    return new FleetWindow(
        Timestamps.parse(of(item, "window_start").s()),
        Timestamps.parse(of(item, "window_end").s()),
        new FleetStatistics(
            new FleetStatistics.Counts(
                whole(item, "readings"),
                whole(item, "anomalous"),
                whole(item, "rejected"),
                whole(item, "late")),
            DeviceCount.of(of(item, "device_sketch").b().asByteArrayUnsafe()),
            measurements),
        cutShort ? 1 : 0,
        of(item, "incomplete").bool());
  }

  private static MeasurementStatistics measurement(
      Map<String, AttributeValue> map, Map<String, AttributeValue> item) {
    long count = whole(map, "count");
    double deviation = number(map, "standard_deviation");
    try {
      return MeasurementStatistics.of(
          new MeasurementStatistics.Moments(
              count,
              number(map, "mean"),
              deviation * deviation * count,
              number(map, "min"),
              number(map, "max")),
          of(map, "sketch").b().asByteArrayUnsafe());
    } catch (IOException e) {
      throw new IllegalStateException("no sketch in " + of(item, WINDOW).s(), e);
    }
  }

  private static AttributeValue of(Map<String, AttributeValue> item, String attribute) {
    return Objects.requireNonNull(item.get(attribute), attribute);
  }

  private static long whole(Map<String, AttributeValue> item, String attribute) {
    return Long.parseLong(of(item, attribute).n());
  }

  private static double number(Map<String, AttributeValue> item, String attribute) {
    return Double.parseDouble(of(item, attribute).n());
  }

  private static AttributeValue whole(long number) {
    return fromN(Long.toString(number));
  }

  /**
   * A standard deviation can be smaller than DynamoDB takes, and rounding can make a mean larger.
   */
  private static AttributeValue number(double number) {
    double storable = Math.abs(number) < SMALLEST_NUMBER ? 0 : number;
    storable = Math.max(-LARGEST_NUMBER, Math.min(storable, LARGEST_NUMBER));
    return fromN(BigDecimal.valueOf(storable).toString());
  }

  private static AttributeValue binary(byte[] bytes) {
    return AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(bytes));
  }
}

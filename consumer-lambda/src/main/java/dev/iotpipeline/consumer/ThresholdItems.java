package dev.iotpipeline.consumer;

import dev.iotpipeline.telemetry.AnomalyKind;
import dev.iotpipeline.telemetry.Thresholds;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Thresholds that differ within the fleet, by the items of their table: one for a device ({@code
 * cabinet-7}) or for all devices that begin alike ({@code cabinet-*}). The device's own item wins,
 * then the longest beginning; what an item does not say, the next one says, and in the end the
 * fleet's settings.
 */
public final class ThresholdItems implements Function<String, Thresholds> {

  static final String APPLIES_TO = "applies_to";

  private final Thresholds fleet;
  private final Map<String, Map<AnomalyKind, BigDecimal>> values = new HashMap<>();

  /** Of the beginnings, the longest first: only these are tried. */
  private final List<Integer> lengths;

  /**
   * @param items all that the table holds
   * @param fleet what holds where no item says anything
   * @param ignored is told the name of each item that makes no sense, and why; the others hold
   */
  public ThresholdItems(
      Iterable<Map<String, AttributeValue>> items,
      Thresholds fleet,
      BiConsumer<String, String> ignored) {
    this.fleet = fleet;
    items.forEach(item -> take(item, ignored));
    this.lengths = lengths(values.keySet());
  }

  private void take(Map<String, AttributeValue> item, BiConsumer<String, String> ignored) {
    AttributeValue appliesTo = item.getOrDefault(APPLIES_TO, AttributeValue.fromS(""));
    try {
      Map<AnomalyKind, BigDecimal> read = values(item);
      fleet.with(read);
      values.put(appliesTo.s(), read);
    } catch (IllegalArgumentException e) {
      ignored.accept(appliesTo.s(), String.valueOf(e.getMessage()));
    }
  }

  private static Map<AnomalyKind, BigDecimal> values(Map<String, AttributeValue> item) {
    Map<AnomalyKind, BigDecimal> values = new HashMap<>();
    item.forEach(
        (name, value) ->
            AnomalyKind.of(name)
                .ifPresent(
                    kind -> {
                      if (value.n() == null) {
                        throw new IllegalArgumentException(name + " has to be a number");
                      }
                      values.put(kind, new BigDecimal(value.n()));
                    }));
    return values;
  }

  private static List<Integer> lengths(Set<String> appliesTo) {
    return appliesTo.stream()
        .filter(name -> name.endsWith("*"))
        .map(name -> name.length() - 1)
        .distinct()
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  /** The thresholds of a device. */
  @Override
  public Thresholds apply(String deviceId) {
    if (values.isEmpty()) {
      return fleet;
    }
    Map<AnomalyKind, BigDecimal> own = new HashMap<>();
    values.getOrDefault(deviceId, Map.of()).forEach(own::putIfAbsent);
    for (int length : lengths) {
      if (length <= deviceId.length()) {
        values
            .getOrDefault(deviceId.substring(0, length) + "*", Map.of())
            .forEach(own::putIfAbsent);
      }
    }
    try {
      return fleet.with(own);
    } catch (IllegalArgumentException contradiction) {
      // Each item makes sense alone, and two of them together do not: it can only be the humidity.
      own.remove(AnomalyKind.HUMIDITY_ABOVE);
      own.remove(AnomalyKind.HUMIDITY_BELOW);
      return fleet.with(own);
    }
  }
}

package dev.iotpipeline.consumer;

import dev.iotpipeline.telemetry.Measurement;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.Timestamps;
import dev.iotpipeline.telemetry.shadow.Breach;
import dev.iotpipeline.telemetry.shadow.Place;
import dev.iotpipeline.telemetry.shadow.Shadow;
import dev.iotpipeline.telemetry.shadow.TemperatureWindow;
import dev.iotpipeline.telemetry.shadow.TemperatureWindow.Entry;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Shadows as items of their table. Every attribute is always there, null where there is nothing, so
 * that an update sets the same list each time and leaves nothing behind of the shadow before.
 */
final class ShadowItem {

  static final String DEVICE_ID = "device_id";
  static final String SEQUENCE_NUMBER = "sequence_number";
  static final String SILENCE_SLOT = "silence_slot";

  private static final AttributeValue NOTHING = AttributeValue.fromNul(true);

  private final SilenceSlots slots;

  ShadowItem(SilenceSlots slots) {
    this.slots = slots;
  }

  /** The item of a shadow, its attributes in an order that is always the same. */
  Map<String, AttributeValue> item(Shadow shadow) {
    Reading last = shadow.last();
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    item.put(DEVICE_ID, AttributeValue.fromS(shadow.deviceId()));
    item.put(SEQUENCE_NUMBER, AttributeValue.fromS(shadow.place().sequenceNumber()));
    item.put("shard_id", AttributeValue.fromS(shadow.place().shardId()));
    item.put("heard_at", instant(shadow.heardAt()));
    item.put(
        SILENCE_SLOT,
        AttributeValue.fromS(
            slots.keyOf(shadow.deviceId(), shadow.heardAt(), shadow.isToldSilent())));
    item.put("readings", AttributeValue.fromN(Long.toString(shadow.readings())));
    item.put("timestamp", instant(last.timestamp()));
    for (Measurement measurement : Measurement.values()) {
      item.put(measurement.field(), number(last.value(measurement)));
    }
    item.put(
        "firmware_version",
        last.firmwareVersion() == null ? NOTHING : AttributeValue.fromS(last.firmwareVersion()));
    item.put("window", window(shadow.window()));
    item.put("breaches", breaches(shadow.breaches()));
    return item;
  }

  private static AttributeValue window(TemperatureWindow window) {
    return AttributeValue.fromL(
        window.entries().stream()
            .map(entry -> Timestamps.format(entry.at()) + " " + entry.temperature())
            .map(AttributeValue::fromS)
            .toList());
  }

  private static AttributeValue breaches(SortedMap<String, Breach> breaches) {
    Map<String, AttributeValue> map = new HashMap<>();
    breaches.forEach((anomaly, breach) -> map.put(anomaly, AttributeValue.fromM(map(breach))));
    return AttributeValue.fromM(map);
  }

  private static Map<String, AttributeValue> map(Breach breach) {
    Map<String, AttributeValue> map = new HashMap<>();
    map.put("since", instant(breach.since()));
    map.put("count", AttributeValue.fromN(Long.toString(breach.count())));
    if (breach.worst() != null) {
      map.put("worst", number(breach.worst()));
    }
    if (breach.noticedAt() != null) {
      map.put("noticed_at", instant(breach.noticedAt()));
    }
    return map;
  }

  private static AttributeValue instant(Instant instant) {
    return AttributeValue.fromS(Timestamps.format(instant));
  }

  private static AttributeValue number(BigDecimal value) {
    return AttributeValue.fromN(value.toString());
  }

  /** The device of an item of the table or of its index. */
  static String deviceId(Map<String, AttributeValue> item) {
    return text(item, DEVICE_ID);
  }

  /** The shadow in an item of the table. */
  Shadow shadow(Map<String, AttributeValue> item) {
    return new Shadow(
        new Reading(
            text(item, DEVICE_ID),
            instant(item, "timestamp"),
            number(item, Measurement.TEMPERATURE.field()),
            number(item, Measurement.HUMIDITY.field()),
            number(item, Measurement.PRESSURE.field()),
            value(item, "firmware_version").s()),
        new Place(text(item, "shard_id"), text(item, SEQUENCE_NUMBER)),
        instant(item, "heard_at"),
        number(item, "readings").longValueExact(),
        new TemperatureWindow(
            value(item, "window").l().stream().map(entry -> entry(entry.s())).toList()),
        breaches(item));
  }

  private static Entry entry(String text) {
    int space = text.indexOf(' ');
    return new Entry(
        Timestamps.parse(text.substring(0, space)), new BigDecimal(text.substring(space + 1)));
  }

  private static SortedMap<String, Breach> breaches(Map<String, AttributeValue> item) {
    SortedMap<String, Breach> breaches = new TreeMap<>();
    value(item, "breaches")
        .m()
        .forEach((anomaly, breach) -> breaches.put(anomaly, breach(breach.m())));
    return breaches;
  }

  private static Breach breach(Map<String, AttributeValue> map) {
    return new Breach(
        instant(map, "since"),
        number(map, "count").longValueExact(),
        map.containsKey("worst") ? number(map, "worst") : null,
        map.containsKey("noticed_at") ? instant(map, "noticed_at") : null);
  }

  private static Instant instant(Map<String, AttributeValue> item, String name) {
    return Timestamps.parse(text(item, name));
  }

  private static BigDecimal number(Map<String, AttributeValue> item, String name) {
    return new BigDecimal(Objects.requireNonNull(value(item, name).n(), name));
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(value(item, name).s(), name);
  }

  private static AttributeValue value(Map<String, AttributeValue> item, String name) {
    @Nullable AttributeValue value = item.get(name);
    return Objects.requireNonNull(value, name);
  }
}

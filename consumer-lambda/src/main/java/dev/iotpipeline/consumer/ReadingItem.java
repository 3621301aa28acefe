package dev.iotpipeline.consumer;

import dev.iotpipeline.telemetry.Measurement;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingKey;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Readings as items of the table. Made from the record alone and never from the clock, so that
 * writing a record again writes the same item.
 */
final class ReadingItem implements TableWriter.Items<ValidRecord, ReadingKey> {

  private static final String DEVICE_ID = "device_id";
  private static final String TIMESTAMP = "timestamp";

  private final ItemTimes times;

  /**
   * @param retention how long after its arrival an item expires; null: never
   */
  ReadingItem(@Nullable Duration retention) {
    times = new ItemTimes("ingestion_timestamp", retention);
  }

  @Override
  public ReadingKey key(ValidRecord decoded) {
    return decoded.key();
  }

  @Override
  public ReadingKey keyOf(Map<String, AttributeValue> item) {
    return new ReadingKey(
        Objects.requireNonNull(item.get(DEVICE_ID)).s(),
        Objects.requireNonNull(item.get(TIMESTAMP)).s());
  }

  @Override
  public String failureEvent() {
    return "write_failed";
  }

  @Override
  public Map<String, AttributeValue> item(ValidRecord decoded) {
    Reading reading = decoded.reading();
    Map<String, AttributeValue> item = new HashMap<>();
    item.put(DEVICE_ID, AttributeValue.fromS(decoded.key().deviceId()));
    item.put(TIMESTAMP, AttributeValue.fromS(decoded.key().timestamp()));
    for (Measurement measurement : Measurement.values()) {
      item.put(measurement.field(), number(reading.value(measurement)));
    }
    if (reading.firmwareVersion() != null) {
      item.put("firmware_version", AttributeValue.fromS(reading.firmwareVersion()));
    }
    times.add(decoded.record(), item);
    return item;
  }

  /**
   * Exact. DynamoDB drops zeros at the end, so they are not sent. It accepts exponents, so 1E-130
   * is not written out in 132 characters.
   */
  private static AttributeValue number(BigDecimal value) {
    return AttributeValue.fromN(value.stripTrailingZeros().toString());
  }
}

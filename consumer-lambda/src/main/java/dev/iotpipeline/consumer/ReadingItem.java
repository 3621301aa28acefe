package dev.iotpipeline.consumer;

import dev.iotpipeline.telemetry.Measurement;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingKey;
import dev.iotpipeline.telemetry.Timestamps;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Readings as items of the table. Made from the record alone, without a look at the time, so that
 * writing a record again writes the same item.
 */
final class ReadingItem implements TableWriter.Items<ValidRecord, ReadingKey> {

  private static final String DEVICE_ID = "device_id";
  private static final String TIMESTAMP = "timestamp";

  private final @Nullable Duration retention;

  /**
   * @param retention how long after its arrival an item expires; null: never
   */
  ReadingItem(@Nullable Duration retention) {
    this.retention = retention;
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
  public ShardRecord record(ValidRecord decoded) {
    return decoded.record();
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
    putTimes(decoded.record().arrival(), item);
    return item;
  }

  /** DynamoDB's time to live counts in whole seconds since 1970. */
  private void putTimes(@Nullable Instant arrival, Map<String, AttributeValue> item) {
    if (arrival == null) {
      return;
    }
    item.put("ingestion_timestamp", AttributeValue.fromS(Timestamps.format(arrival)));
    if (retention != null) {
      String expiry = Long.toString(arrival.plus(retention).getEpochSecond());
      item.put("expires_at", AttributeValue.fromN(expiry));
    }
  }

  /**
   * Exact. DynamoDB does not keep zeros at the end, so they are not sent: what is read back is what
   * was written. It reads exponents, where 1E-130 written out would take 132 characters.
   */
  private static AttributeValue number(BigDecimal value) {
    return AttributeValue.fromN(value.stripTrailingZeros().toString());
  }
}

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
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Readings as items of the table. Made from the record alone, without a look at the time, so that
 * writing a record again writes the same item.
 */
final class ReadingItem implements TableWriter.Items<ValidRecord, ReadingKey> {

  private static final String DEVICE_ID = "device_id";
  private static final String TIMESTAMP = "timestamp";

  private final Optional<Duration> retention;

  /**
   * @param retention how long after its arrival an item expires; empty: never
   */
  ReadingItem(Optional<Duration> retention) {
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
    reading
        .firmwareVersion()
        .ifPresent(version -> item.put("firmware_version", AttributeValue.fromS(version)));
    decoded.record().arrival().ifPresent(arrival -> putTimes(arrival, item));
    return item;
  }

  /** DynamoDB's time to live counts in whole seconds since 1970. */
  private void putTimes(Instant arrival, Map<String, AttributeValue> item) {
    item.put("ingestion_timestamp", AttributeValue.fromS(Timestamps.format(arrival)));
    retention
        .map(arrival::plus)
        .map(expiry -> AttributeValue.fromN(Long.toString(expiry.getEpochSecond())))
        .ifPresent(expiry -> item.put("expires_at", expiry));
  }

  /**
   * Exact. DynamoDB does not keep zeros at the end, so they are not sent: what is read back is what
   * was written. It reads exponents, where 1E-130 written out would take 132 characters.
   */
  private static AttributeValue number(BigDecimal value) {
    return AttributeValue.fromN(value.stripTrailingZeros().toString());
  }
}

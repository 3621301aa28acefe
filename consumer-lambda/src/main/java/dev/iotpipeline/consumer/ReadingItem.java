package dev.iotpipeline.consumer;

import dev.iotpipeline.telemetry.Measurement;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.Timestamps;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A reading as an item of the table. Made from the record alone, without a look at the time, so
 * that writing a record again writes the same item.
 */
final class ReadingItem {

  static final String DEVICE_ID = "device_id";
  static final String TIMESTAMP = "timestamp";

  private ReadingItem() {}

  static Map<String, AttributeValue> of(DecodedRecord decoded) {
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
    decoded
        .record()
        .arrival()
        .map(Timestamps::format)
        .ifPresent(arrival -> item.put("ingestion_timestamp", AttributeValue.fromS(arrival)));
    return item;
  }

  /**
   * Exact. DynamoDB does not keep zeros at the end, so they are not sent: what is read back is what
   * was written. It reads exponents, where 1E-130 written out would take 132 characters.
   */
  private static AttributeValue number(BigDecimal value) {
    return AttributeValue.fromN(value.stripTrailingZeros().toString());
  }
}

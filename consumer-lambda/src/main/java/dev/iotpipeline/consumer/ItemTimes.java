package dev.iotpipeline.consumer;

import dev.iotpipeline.telemetry.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The attributes of an item that follow from its record's arrival.
 *
 * @param arrivalAttribute what the table calls the time of arrival
 * @param retention how long after its arrival an item expires; null: never
 */
record ItemTimes(String arrivalAttribute, @Nullable Duration retention) {

  /** Adds them; none for a record without a time of arrival. */
  void add(ShardRecord record, Map<String, AttributeValue> item) {
    Instant arrival = record.arrival();
    if (arrival == null) {
      return;
    }
    item.put(arrivalAttribute, AttributeValue.fromS(Timestamps.format(arrival)));
    if (retention != null) {
      // DynamoDB's time to live counts in whole seconds since 1970.
      String expiry = Long.toString(arrival.plus(retention).getEpochSecond());
      item.put("expires_at", AttributeValue.fromN(expiry));
    }
  }
}

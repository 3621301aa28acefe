package dev.iotpipeline.consumer;

import dev.iotpipeline.telemetry.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The times in an item: when its record arrived, and when the item expires. Both come from the
 * record, so that a record that comes again is the same item.
 *
 * @param arrivalAttribute where the item has the arrival
 * @param retention how long after its arrival an item expires; null: never
 */
record ItemTimes(String arrivalAttribute, @Nullable Duration retention) {

  /**
   * Adds the times to an item; none if the arrival is not known. DynamoDB's time to live counts in
   * whole seconds since 1970.
   */
  void addTo(Map<String, AttributeValue> item, @Nullable Instant arrival) {
    if (arrival == null) {
      return;
    }
    item.put(arrivalAttribute, AttributeValue.fromS(Timestamps.format(arrival)));
    if (retention != null) {
      String expiry = Long.toString(arrival.plus(retention).getEpochSecond());
      item.put("expires_at", AttributeValue.fromN(expiry));
    }
  }
}

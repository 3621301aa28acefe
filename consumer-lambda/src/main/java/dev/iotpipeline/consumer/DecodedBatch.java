package dev.iotpipeline.consumer;

import dev.iotpipeline.telemetry.ReadingJson;
import dev.iotpipeline.telemetry.ReadingKey;
import dev.iotpipeline.telemetry.RefusedReadingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A batch sorted into what holds a reading and what does not; both in stream order.
 *
 * @param readings every record with a valid reading
 * @param refused every other record
 */
record DecodedBatch(List<DecodedRecord> readings, List<RefusedRecord> refused) {

  static DecodedBatch of(List<ShardRecord> records) {
    List<DecodedRecord> readings = new ArrayList<>(records.size());
    List<RefusedRecord> refused = new ArrayList<>();
    for (ShardRecord record : records) {
      try {
        readings.add(new DecodedRecord(record, ReadingJson.parse(record.data())));
      } catch (RefusedReadingException e) {
        refused.add(new RefusedRecord(record, e.refusal()));
      }
    }
    return new DecodedBatch(readings, refused);
  }

  /**
   * The readings with one per key: the latest in stream order, at its own place. An earlier one has
   * been overtaken; it shares the fate of the one that stands for it.
   */
  List<DecodedRecord> latestPerKey() {
    Map<ReadingKey, DecodedRecord> latest = new LinkedHashMap<>(readings.size() * 2);
    for (DecodedRecord decoded : readings) {
      // Removed first, since a map that replaces a value keeps the earlier one's place.
      latest.remove(decoded.key());
      latest.put(decoded.key(), decoded);
    }
    return List.copyOf(latest.values());
  }
}

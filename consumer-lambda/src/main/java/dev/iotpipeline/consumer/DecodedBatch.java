package dev.iotpipeline.consumer;

import dev.iotpipeline.telemetry.ReadingKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A batch after decoding.
 *
 * @param records every record, in stream order
 */
record DecodedBatch(List<DecodedRecord> records) {

  static DecodedBatch of(List<ShardRecord> records) {
    return new DecodedBatch(records.stream().map(DecodedRecord::of).toList());
  }

  /** The records that hold a valid reading, in stream order. */
  List<ValidRecord> valid() {
    return only(ValidRecord.class);
  }

  /** The others, in stream order. */
  List<RejectedRecord> rejected() {
    return only(RejectedRecord.class);
  }

  private <T extends DecodedRecord> List<T> only(Class<T> kind) {
    return records.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /**
   * One valid record for each key, in stream order: the latest of its key. The earlier ones share
   * its outcome.
   */
  List<ValidRecord> latestPerKey() {
    Map<ReadingKey, ValidRecord> latest = new LinkedHashMap<>();
    for (ValidRecord valid : valid()) {
      // Removed first, since a map that replaces a value keeps the earlier one's place.
      latest.remove(valid.key());
      latest.put(valid.key(), valid);
    }
    return List.copyOf(latest.values());
  }
}

package dev.iotpipeline.consumer;

import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingKey;

/**
 * A record that holds a valid reading.
 *
 * @param record where it came from
 * @param reading what it holds
 * @param key the reading's identity, made once since it is asked for often
 */
record ValidRecord(ShardRecord record, Reading reading, ReadingKey key) implements DecodedRecord {

  ValidRecord(ShardRecord record, Reading reading) {
    this(record, reading, reading.key());
  }
}

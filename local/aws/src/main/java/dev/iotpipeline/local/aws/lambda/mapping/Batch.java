package dev.iotpipeline.local.aws.lambda.mapping;

import dev.iotpipeline.local.aws.kinesis.StreamRecord;
import dev.iotpipeline.local.aws.lambda.mapping.KinesisEventJson.Entry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Records of one shard and lane that are tried together, in stream order; at least one. */
record Batch(List<Entry> entries) {

  Batch {
    entries = List.copyOf(entries);
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("a batch has at least one record");
    }
  }

  int size() {
    return entries.size();
  }

  /** The place in the shard of the first record: where the checkpoint stays until it is done. */
  long position() {
    return entries.get(0).record().position();
  }

  Batch first(int records) {
    return new Batch(entries.subList(0, records));
  }

  Batch without(int records) {
    return new Batch(entries.subList(records, entries.size()));
  }

  List<StreamRecord> records() {
    return entries.stream().map(Entry::record).toList();
  }

  Map<String, Integer> indexes() {
    Map<String, Integer> indexes = new HashMap<>(entries.size() * 2);
    for (int i = 0; i < entries.size(); i++) {
      indexes.put(entries.get(i).record().sequenceNumber(), i);
    }
    return indexes;
  }
}

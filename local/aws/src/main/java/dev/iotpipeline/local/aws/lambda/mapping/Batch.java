package dev.iotpipeline.local.aws.lambda.mapping;

import dev.iotpipeline.local.aws.kinesis.StreamRecord;
import dev.iotpipeline.local.aws.lambda.mapping.KinesisEventJson.Entry;
import dev.iotpipeline.local.aws.lambda.mapping.TumblingWindow.Stage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one call brings: records of one shard and lane in stream order, at least one; or none, if
 * the call tells of the end of a window.
 *
 * @param position the place in the shard where the checkpoint stays until the batch is done
 */
record Batch(List<Entry> entries, long position, Stage stage) {

  Batch {
    entries = List.copyOf(entries);
    if (entries.isEmpty() == (stage == Stage.OPEN)) {
      throw new IllegalArgumentException(stage + " with " + entries.size() + " records");
    }
  }

  Batch(List<Entry> entries) {
    this(entries, entries.get(0).record().position(), Stage.OPEN);
  }

  /** A call without records. */
  static Batch endOfWindow(long position, Stage stage) {
    return new Batch(List.of(), position, stage);
  }

  boolean endsWindow() {
    return stage != Stage.OPEN;
  }

  int size() {
    return entries.size();
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

package dev.iotpipeline.local.aws.lambda.mapping;

import dev.iotpipeline.local.aws.kinesis.LocalShard;
import dev.iotpipeline.local.aws.kinesis.StreamRecord;
import dev.iotpipeline.local.aws.lambda.mapping.KinesisEventJson.Entry;
import dev.iotpipeline.local.aws.lambda.mapping.TumblingWindow.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads a lane's records from a shard until they make a batch: because it is full, or because its
 * batching window or the tumbling window is over. Not thread-safe; its lane drives it.
 */
final class BatchGatherer {

  /** Lambda's limit for the payload of a synchronous invocation: 6 MB. */
  static final int MOST_BYTES = 6 * 1024 * 1024;

  /** Records a read asks for; a lane sees only its share of them. */
  private static final int READ_RECORDS = 1000;

  private final LocalShard shard;
  private final Predicate<StreamRecord> inLane;
  private final KinesisEventJson event;
  private final TumblingWindow window;
  private final MappingSettings settings;

  private final List<Entry> gathered = new ArrayList<>();
  private long readPosition;
  private int bytes;
  private boolean bytesFull;
  private Instant batchingEnd = Instant.MIN;

  BatchGatherer(
      LocalShard shard,
      long start,
      Predicate<StreamRecord> inLane,
      KinesisEventJson event,
      TumblingWindow window,
      MappingSettings settings) {
    this.shard = shard;
    this.inLane = inLane;
    this.event = event;
    this.window = window;
    this.settings = settings;
    this.readPosition = start;
  }

  /**
   * Reads what is there and gives a batch if it is time for one: records, or the end of the window
   * once there are no more for it.
   *
   * @param now a time before this call, so that a window that is over then gets no more records
   */
  Optional<Batch> gather(Instant now) {
    readUntilFullOrEnd(now);
    if (gathered.isEmpty()) {
      return window.isOver(now)
          ? Optional.of(Batch.endOfWindow(readPosition, Stage.FINAL))
          : Optional.empty();
    }
    if (!isFull() && now.isBefore(batchingEnd) && !window.isOver(now)) {
      return Optional.empty();
    }
    Batch batch = new Batch(gathered);
    gathered.clear();
    bytesFull = false;
    return Optional.of(batch);
  }

  private void readUntilFullOrEnd(Instant now) {
    List<StreamRecord> read;
    do {
      read = shard.read(readPosition, READ_RECORDS);
      for (StreamRecord record : read) {
        if (inLane.test(record) && !tryAdd(record, now)) {
          return;
        }
        readPosition = record.position() + 1;
      }
    } while (!isFull() && !read.isEmpty());
  }

  private boolean tryAdd(StreamRecord record, Instant now) {
    if (isFull() || !window.takes(record)) {
      return false;
    }
    Entry entry = event.entry(record);
    if (!gathered.isEmpty() && bytes + entry.size() > MOST_BYTES) {
      bytesFull = true;
      return false;
    }
    if (gathered.isEmpty()) {
      batchingEnd = now.plus(settings.batchingWindow());
      bytes = event.envelopeBytes();
    }
    gathered.add(entry);
    bytes += entry.size();
    return true;
  }

  private boolean isFull() {
    return bytesFull || gathered.size() >= settings.batchSize();
  }

  /** The position before which everything has been given out in a batch, or is not the lane's. */
  long position() {
    return gathered.isEmpty() ? readPosition : gathered.get(0).record().position();
  }

  /** When gathering makes sense again: at the end of a window, or once the batch can be full. */
  Pause pause(Instant now) {
    if (gathered.isEmpty()) {
      return window.isOpen()
          ? new Pause(Duration.between(now, window.end()), readPosition)
          : Pause.untilRecordAt(readPosition);
    }
    int missing = settings.batchSize() - gathered.size();
    boolean tumbles = window.isOpen() && window.end().isBefore(batchingEnd);
    Instant end = tumbles ? window.end() : batchingEnd;
    return new Pause(Duration.between(now, end), readPosition + missing - 1);
  }
}

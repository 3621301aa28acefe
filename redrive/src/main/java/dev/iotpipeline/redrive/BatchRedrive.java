package dev.iotpipeline.redrive;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Puts given-up batches back in stream order. The queue has none, so all messages are received
 * first. A batch that cannot be put back stops its shard, since a later record must not overtake an
 * earlier one. That holds within a run: runs at once know nothing of each other, and SQS can only
 * guess how many messages others hide.
 */
final class BatchRedrive {

  /** What is held at once. SQS hides 120,000 messages of a queue at most. */
  private static final int MOST_BATCHES = 10_000;

  private static final String HOW_TO_CLEAR =
      "; --clear-expired puts back what is left and deletes its message";

  private final QueueMessages messages;
  private final TelemetryStream stream;
  private final boolean clearsExpired;
  private final Run run;
  private final Set<String> stopped = new HashSet<>();
  private final Map<String, BigInteger> putBackTo = new HashMap<>();

  /**
   * @param clearsExpired whether a batch with records that have left the stream is put back as far
   *     as it is there, and its message deleted
   */
  BatchRedrive(QueueMessages messages, TelemetryStream stream, boolean clearsExpired, Run run) {
    this.messages = messages;
    this.stream = stream;
    this.clearsExpired = clearsExpired;
    this.run = run;
  }

  private record Batch(Message message, BatchNotice notice) {}

  /** A message that is no notice of a batch of this stream. */
  private record Other(String line, String why) {}

  /** Puts back, or lists, all batches of the queue. */
  void all() {
    List<Batch> batches = new ArrayList<>();
    List<Other> others = new ArrayList<>();
    while (!run.isInterrupted() && batches.size() < MOST_BATCHES) {
      Optional<Message> message = messages.next();
      if (message.isEmpty()) {
        break;
      }
      sort(message.get(), batches, others);
    }
    batches.sort(Comparator.comparing(batch -> batch.notice().range().from()));
    batches.stream().takeWhile(batch -> run.goesOn()).forEach(this::one);
    others.stream()
        .takeWhile(other -> run.goesOn())
        .forEach(other -> run.notPutBack(other.line, other.why));
  }

  /** Takes a message for a batch, or says why it is none of this stream. */
  private void sort(Message message, List<Batch> batches, List<Other> others) {
    try {
      BatchNotice notice = BatchNotice.parse(message.body());
      if (notice.streamName().equals(stream.name())) {
        batches.add(new Batch(message, notice));
      } else {
        others.add(
            new Other(
                notice + age(message),
                "it is in stream " + notice.streamName() + "; name that one with --stream"));
      }
    } catch (IllegalArgumentException e) {
      others.add(
          new Other(
              "message " + message.messageId() + age(message),
              "no notice of a batch: " + e.getMessage()));
    }
  }

  private String age(Message message) {
    return "  (" + messages.age(message) + ")";
  }

  private void one(Batch batch) {
    String shardId = batch.notice.range().shardId();
    String line = batch.notice + age(batch.message);
    if (stopped.contains(shardId)) {
      run.notPutBack(line, "a batch before it in its shard was not put back");
    } else if (run.sends() || clearsExpired) {
      RangeReader reader = stream.read(batch.notice.range(), () -> messages.keep(batch.message));
      boolean done =
          run.put(line, () -> putBack(batch.notice, reader), () -> messages.delete(batch.message));
      // A batch of which nothing is left is overtaken by nobody.
      if (!done && !reader.isEmpty()) {
        stopped.add(shardId);
      }
    } else {
      run.list(line);
    }
  }

  /** In a dry run, what is left is only counted. */
  private Remains putBack(BatchNotice notice, RangeReader reader) {
    Optional<String> missing = reader.missingHead();
    if (missing.isPresent() && !clearsExpired) {
      throw new NotPutBackException(missing.get() + HOW_TO_CLEAR);
    }
    if (missing.isEmpty() && !run.sends()) {
      return Remains.NONE;
    }
    long found = putBackRecords(notice.range(), reader);
    if (reader.missingTail().isPresent()) {
      throw new NotPutBackException(
          "%s; %s put back; its message stays in the queue"
              .formatted(reader.missingTail().get(), CountedItem.RECORD.of(found)));
    }
    Remains remains = remains(notice.batchSize(), found, missing.isPresent());
    if (!remains.isWhole() && !clearsExpired) {
      throw new NotPutBackException(
          "while it was put back, records left the stream (retention)" + HOW_TO_CLEAR);
    }
    return remains;
  }

  /**
   * Puts back every record, also one that is no reading: the consumer quarantines it then. If it
   * were left out, nobody would find it after the message is deleted. The first error stops the
   * batch, because a later record must not overtake the one that failed.
   *
   * @return how many records of the range are in the stream
   */
  private long putBackRecords(ShardRange range, RangeReader reader) {
    BigInteger done = putBackTo.getOrDefault(range.shardId(), BigInteger.ZERO);
    long found = 0;
    for (Optional<Record> next = reader.next(); next.isPresent(); next = reader.next()) {
      if (run.isInterrupted()) {
        throw new NotPutBackException(
            "interrupted after "
                + CountedItem.RECORD.of(found)
                + "; its message stays in the queue");
      }
      // The ranges of batches that were handled side by side overlap.
      if (run.sends() && RangeReader.number(next.get()).compareTo(done) > 0) {
        stream.put(next.get().data(), next.get().partitionKey());
      }
      found++;
    }
    putBackTo.put(range.shardId(), done.max(range.to()));
    return found;
  }

  /** Records of other batches may lie in the range; so only of none at all it is known how many. */
  private static Remains remains(long batchSize, long found, boolean headIsGone) {
    if (found == 0) {
      return new Remains(0, Math.max(batchSize, 1), batchSize > 0);
    }
    long gone = Math.max(batchSize - found, headIsGone ? 1 : 0);
    return new Remains(found, Math.max(gone, 0), gone <= 0);
  }
}

package dev.iotpipeline.local.aws.kinesis;

import dev.iotpipeline.local.aws.http.RefusedRequestException;
import dev.iotpipeline.local.aws.kinesis.KinesisApi.DataRecord;
import dev.iotpipeline.local.aws.kinesis.KinesisApi.GetRecordsAnswer;
import dev.iotpipeline.local.aws.kinesis.KinesisApi.GetRecordsRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** GetRecords. Unlike Kinesis's, calls are not limited to five a second. */
final class StreamReads {

  private static final int RECORDS = 10_000;
  private static final long ANSWER_BYTES = 10L * 1024 * 1024;
  private static final int LONGEST_ITERATOR = 512;

  private final StreamReference reference;
  private final Clock clock;

  StreamReads(StreamReference reference, Clock clock) {
    this.reference = reference;
    this.clock = clock;
  }

  GetRecordsAnswer getRecords(GetRecordsRequest request) {
    new Constraints()
        .length("shardIterator", request.shardIterator(), 1, LONGEST_ITERATOR)
        .range("limit", request.limit(), 1, RECORDS)
        .check();
    ShardIterator iterator = ShardIterator.decode(request.shardIterator());
    checkAge(iterator);
    LocalShard shard = reference.shard(iterator.shardId());
    OptionalLong after = shard.position(iterator.after());
    if (after.isEmpty()) {
      throw ShardIterator.invalid();
    }
    long from = after.getAsLong() + 1;
    int limit = request.limit() == null ? RECORDS : request.limit();
    List<StreamRecord> records = fitting(shard.read(from, limit));
    long next = records.isEmpty() ? from : records.get(records.size() - 1).position() + 1;
    return new GetRecordsAnswer(
        records.stream().map(StreamReads::dataRecord).toList(),
        ShardIterator.at(shard, next, clock.instant()).encode(),
        millisBehind(shard, records, next));
  }

  private void checkAge(ShardIterator iterator) {
    Instant now = clock.instant();
    if (now.toEpochMilli() - iterator.issuedAt().toEpochMilli() > ShardIterator.LIFE.toMillis()) {
      throw new RefusedRequestException(
          "ExpiredIteratorException",
          "Iterator expired. The iterator was created at time %s while right now it is %s which is"
                  .formatted(iterator.issuedAt(), now)
              + " further in the future than the tolerated delay of "
              + ShardIterator.LIFE.toMillis()
              + " milliseconds.");
    }
  }

  /** As many of the records as one answer holds. */
  private static List<StreamRecord> fitting(List<StreamRecord> records) {
    long bytes = 0;
    for (int i = 0; i < records.size(); i++) {
      bytes += LocalShard.size(records.get(i).partitionKey(), records.get(i).data());
      if (bytes > ANSWER_BYTES) {
        return records.subList(0, i);
      }
    }
    return records;
  }

  private static DataRecord dataRecord(StreamRecord record) {
    return new DataRecord(
        record.sequenceNumber(), record.approximateArrival(), record.data(), record.partitionKey());
  }

  private long millisBehind(LocalShard shard, List<StreamRecord> records, long next) {
    if (records.isEmpty() || next >= shard.end()) {
      return 0;
    }
    Instant last = records.get(records.size() - 1).approximateArrival();
    return Math.max(0, Duration.between(last, clock.instant()).toMillis());
  }
}

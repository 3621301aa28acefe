package dev.iotpipeline.local.kinesis;

import dev.iotpipeline.local.kinesis.KinesisApi.DataRecord;
import dev.iotpipeline.local.kinesis.KinesisApi.GetRecordsAnswer;
import dev.iotpipeline.local.kinesis.KinesisApi.GetRecordsRequest;
import dev.iotpipeline.local.kinesis.KinesisApi.GetShardIteratorAnswer;
import dev.iotpipeline.local.kinesis.KinesisApi.GetShardIteratorRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** GetShardIterator and GetRecords. Unlike Kinesis's, reads are not limited to five a second. */
final class StreamReads {

  private static final int RECORDS = 10_000;
  private static final long ANSWER_BYTES = 10L * 1024 * 1024;
  private static final int LONGEST_NAME = 128;
  private static final int LONGEST_ITERATOR = 512;
  private static final Pattern SEQUENCE_NUMBER = Pattern.compile("0|([1-9]\\d{0,128})");
  private static final List<String> TYPES =
      List.of(
          "AFTER_SEQUENCE_NUMBER", "LATEST", "AT_TIMESTAMP", "AT_SEQUENCE_NUMBER", "TRIM_HORIZON");

  private final LocalStream stream;
  private final StreamReference reference;
  private final Clock clock;

  StreamReads(LocalStream stream, StreamReference reference, Clock clock) {
    this.stream = stream;
    this.reference = reference;
    this.clock = clock;
  }

  GetShardIteratorAnswer getShardIterator(GetShardIteratorRequest request) {
    Constraints constraints =
        new Constraints()
            .length("shardId", request.shardId(), 1, LONGEST_NAME)
            .present("shardIteratorType", request.shardIteratorType())
            .oneOf("shardIteratorType", request.shardIteratorType(), TYPES)
            .form("startingSequenceNumber", request.startingSequenceNumber(), SEQUENCE_NUMBER);
    StreamReference.constrain(constraints, request.streamName()).check();
    reference.check(request);
    LocalShard shard = shard(request.shardId());
    return new GetShardIteratorAnswer(iterator(shard, start(shard, request)));
  }

  private LocalShard shard(String id) {
    return stream.shards().stream()
        .filter(shard -> shard.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                KinesisException.notFound(
                    "Shard %s in stream %s under account %s does not exist"
                        .formatted(id, stream.name(), LocalStream.ACCOUNT)));
  }

  private long start(LocalShard shard, GetShardIteratorRequest request) {
    return switch (request.shardIteratorType()) {
      case "TRIM_HORIZON" -> shard.oldest();
      case "LATEST" -> shard.end();
      case "AT_TIMESTAMP" -> shard.positionAt(timestamp(request));
      case "AT_SEQUENCE_NUMBER" -> Math.max(0, sequenced(shard, request));
      default -> sequenced(shard, request) + 1;
    };
  }

  private Instant timestamp(GetShardIteratorRequest request) {
    Instant timestamp = request.timestamp();
    if (timestamp == null) {
      throw KinesisException.invalidArgument(
          "Must specify timestamp parameter for iterator of type AT_TIMESTAMP.");
    }
    if (timestamp.isAfter(clock.instant())) {
      throw KinesisException.invalidArgument(
          "The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. "
              + "timestampInMillis: %d, currentTimestampInMillis: %d"
                  .formatted(timestamp.toEpochMilli(), clock.millis()));
    }
    return timestamp;
  }

  private long sequenced(LocalShard shard, GetShardIteratorRequest request) {
    String number = request.startingSequenceNumber();
    if (number == null) {
      throw KinesisException.invalidArgument(
          "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and "
              + "StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no "
              + "StartingSequenceNumber. Request specified "
              + request.shardIteratorType()
              + " and no StartingSequenceNumber.");
    }
    return shard
        .position(number)
        .orElseThrow(
            () ->
                KinesisException.invalidArgument(
                    ("StartingSequenceNumber %s used in GetShardIterator on shard %s in stream %s"
                            + " under account %s is invalid because it did not come from this"
                            + " stream.")
                        .formatted(number, shard.id(), stream.name(), LocalStream.ACCOUNT)));
  }

  GetRecordsAnswer getRecords(GetRecordsRequest request) {
    new Constraints()
        .length("shardIterator", request.shardIterator(), 1, LONGEST_ITERATOR)
        .range("limit", request.limit(), 1, RECORDS)
        .check();
    ShardIterator iterator = ShardIterator.decode(request.shardIterator());
    checkAge(iterator);
    LocalShard shard = shard(iterator.shardId());
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
        iterator(shard, next),
        millisBehind(shard, records, next));
  }

  private void checkAge(ShardIterator iterator) {
    Instant now = clock.instant();
    if (now.toEpochMilli() - iterator.issuedAt().toEpochMilli() > ShardIterator.LIFE.toMillis()) {
      throw new KinesisException(
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

  private String iterator(LocalShard shard, long position) {
    return new ShardIterator(clock.instant(), shard.id(), shard.sequenceNumber(position - 1))
        .encode();
  }

  private static DataRecord dataRecord(StreamRecord record) {
    return new DataRecord(
        record.sequenceNumber(),
        record.approximateArrival(),
        record.data(),
        record.partitionKey(),
        StreamDescriptions.ENCRYPTION);
  }

  private long millisBehind(LocalShard shard, List<StreamRecord> records, long next) {
    if (records.isEmpty() || next >= shard.end()) {
      return 0;
    }
    Instant last = records.get(records.size() - 1).approximateArrival();
    return Math.max(0, Duration.between(last, clock.instant()).toMillis());
  }
}

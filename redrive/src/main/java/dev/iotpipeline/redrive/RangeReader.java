package dev.iotpipeline.redrive;

import dev.iotpipeline.aws.SequenceNumbers;
import dev.iotpipeline.aws.ServiceErrors;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** Reads the records of a range that are still in the stream, from the first to the last. */
final class RangeReader {

  /** A shard allows five reads a second, and the consumer needs some of them. */
  private static final Duration BETWEEN_READS = Duration.ofMillis(250);

  private static final int PAGE = 1_000;

  private final TelemetryStream stream;
  private final ShardRange range;
  private final Queue<Record> page = new ArrayDeque<>();
  private @Nullable String iterator;
  private @Nullable BigInteger first;
  private @Nullable BigInteger last;
  private boolean hasRead;
  private boolean ended;

  RangeReader(TelemetryStream stream, ShardRange range) {
    this.stream = stream;
    this.range = range;
  }

  /**
   * The next record; empty after the last one, or when the run is stopped.
   *
   * @throws NotPutBackException if the shard is gone, or does not know the sequence number
   */
  Optional<Record> next() {
    while (page.isEmpty() && !ended && !(hasRead && stream.isStopped())) {
      readOn();
    }
    Record record = page.poll();
    if (record == null) {
      return Optional.empty();
    }
    BigInteger sequenceNumber = SequenceNumbers.parse(record.sequenceNumber());
    int toTheEnd = sequenceNumber.compareTo(range.to());
    if (toTheEnd >= 0) {
      ended = true;
      page.clear();
    }
    if (toTheEnd > 0) {
      return Optional.empty();
    }
    first = first == null ? sequenceNumber : first;
    last = sequenceNumber;
    return Optional.of(record);
  }

  /** Which records of the range were not found, in words; empty if none is missing. */
  Optional<String> gap() {
    if (!ended) {
      return Optional.of("the run was stopped before its end");
    }
    if (first == null) {
      return Optional.of("no record of it is in the stream any more (retention)");
    }
    if (!first.equals(range.from())) {
      return Optional.of("records before " + first + " have left the stream (retention)");
    }
    return range.to().equals(last)
        ? Optional.empty()
        : Optional.of("the stream has no record " + range.to() + " after " + last);
  }

  private void readOn() {
    if (hasRead) {
      stream.pause(BETWEEN_READS);
    }
    hasRead = true;
    String from = iterator == null ? newIterator() : iterator;
    try {
      GetRecordsResponse answer =
          stream.call(
              kinesis -> kinesis.getRecords(request -> request.shardIterator(from).limit(PAGE)));
      page.addAll(answer.records());
      iterator = answer.nextShardIterator();
      // An answer may be empty although there are more records; millisBehindLatest tells.
      boolean atTheTip = answer.records().isEmpty() && millisBehind(answer) == 0;
      ended = iterator == null || atTheTip;
    } catch (ExpiredIteratorException e) {
      // An iterator is valid for five minutes. Putting back the last page took longer.
      iterator = null;
    }
  }

  private static long millisBehind(GetRecordsResponse answer) {
    return answer.millisBehindLatest() == null ? 0 : answer.millisBehindLatest();
  }

  private String newIterator() {
    GetShardIteratorRequest request =
        GetShardIteratorRequest.builder()
            .streamName(stream.name())
            .shardId(range.shardId())
            .shardIteratorType(
                last == null
                    ? ShardIteratorType.AT_SEQUENCE_NUMBER
                    : ShardIteratorType.AFTER_SEQUENCE_NUMBER)
            .startingSequenceNumber((last == null ? range.from() : last).toString())
            .build();
    try {
      return stream.call(kinesis -> kinesis.getShardIterator(request)).shardIterator();
    } catch (ResourceNotFoundException e) {
      // A missing stream gives the same error; that one ends the whole run.
      if (ServiceErrors.describe(e).contains(range.shardId())) {
        throw new NotPutBackException("its shard is gone (" + ServiceErrors.describe(e) + ")");
      }
      throw e;
    } catch (InvalidArgumentException e) {
      throw new NotPutBackException(
          "the shard does not know its place (" + ServiceErrors.describe(e) + ")");
    }
  }
}

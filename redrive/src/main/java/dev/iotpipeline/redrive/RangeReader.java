package dev.iotpipeline.redrive;

import dev.iotpipeline.aws.SequenceNumbers;
import dev.iotpipeline.aws.ServiceErrors;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import software.amazon.awssdk.services.kinesis.KinesisClient;
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

  private final KinesisClient kinesis;
  private final String stream;
  private final ShardRange range;
  private final KinesisCalls calls;
  private final Queue<Record> page = new ArrayDeque<>();
  private Optional<String> iterator = Optional.empty();
  private Optional<BigInteger> first = Optional.empty();
  private Optional<BigInteger> last = Optional.empty();
  private boolean hasRead;
  private boolean ended;

  RangeReader(KinesisClient kinesis, String stream, ShardRange range, KinesisCalls calls) {
    this.kinesis = kinesis;
    this.stream = stream;
    this.range = range;
    this.calls = calls;
  }

  /**
   * The next record; empty after the last one, or when the run is stopped.
   *
   * @throws NotPutBackException if the shard is gone, or does not know the sequence number
   */
  Optional<Record> next() {
    while (page.isEmpty() && !ended && !(hasRead && calls.isStopped())) {
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
    first = first.or(() -> Optional.of(sequenceNumber));
    last = Optional.of(sequenceNumber);
    return Optional.of(record);
  }

  /** Which records of the range were not found, in words; empty if none is missing. */
  Optional<String> gap() {
    if (!ended) {
      return Optional.of("the run was stopped before its end");
    }
    if (first.isEmpty()) {
      return Optional.of("no record of it is in the stream any more (retention)");
    }
    if (!first.get().equals(range.from())) {
      return Optional.of("records before " + first.get() + " have left the stream (retention)");
    }
    return last.get().equals(range.to())
        ? Optional.empty()
        : Optional.of("the stream has no record " + range.to() + " after " + last.get());
  }

  private void readOn() {
    if (hasRead) {
      calls.pause(BETWEEN_READS);
    }
    hasRead = true;
    String from = iterator.orElseGet(this::newIterator);
    try {
      GetRecordsResponse answer =
          calls.call(() -> kinesis.getRecords(request -> request.shardIterator(from).limit(PAGE)));
      page.addAll(answer.records());
      iterator = Optional.ofNullable(answer.nextShardIterator());
      // An answer may be empty although there are more records; millisBehindLatest tells.
      boolean atTheTip = answer.records().isEmpty() && millisBehind(answer) == 0;
      ended = iterator.isEmpty() || atTheTip;
    } catch (ExpiredIteratorException e) {
      // An iterator is valid for five minutes. Putting back the last page took longer.
      iterator = Optional.empty();
    }
  }

  private static long millisBehind(GetRecordsResponse answer) {
    return answer.millisBehindLatest() == null ? 0 : answer.millisBehindLatest();
  }

  private String newIterator() {
    GetShardIteratorRequest request =
        GetShardIteratorRequest.builder()
            .streamName(stream)
            .shardId(range.shardId())
            .shardIteratorType(
                last.isPresent()
                    ? ShardIteratorType.AFTER_SEQUENCE_NUMBER
                    : ShardIteratorType.AT_SEQUENCE_NUMBER)
            .startingSequenceNumber(last.orElse(range.from()).toString())
            .build();
    try {
      return calls.call(() -> kinesis.getShardIterator(request)).shardIterator();
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

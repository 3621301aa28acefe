package dev.iotpipeline.redrive;

import dev.iotpipeline.aws.SequenceNumbers;
import dev.iotpipeline.aws.ServiceErrors;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
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
  private final Runnable beforeEachStep;
  private final Queue<Record> page = new ArrayDeque<>();
  private @Nullable String iterator;
  private @Nullable BigInteger first;
  private @Nullable BigInteger last;
  private String whyNothing = "no record of it is in the stream any more (retention)";
  private boolean isFromHorizon;
  private boolean hasRead;
  private boolean ended;

  /**
   * @param beforeEachStep is called before each read, and before each record is handed out
   */
  RangeReader(TelemetryStream stream, ShardRange range, Runnable beforeEachStep) {
    this.stream = stream;
    this.range = range;
    this.beforeEachStep = beforeEachStep;
  }

  /**
   * The next record; empty after the last one, or when the run is stopped.
   *
   * @throws NotPutBackException if the shard has older records and does not know the place
   */
  Optional<Record> next() {
    beforeEachStep.run();
    Record record = peek();
    if (record == null) {
      return Optional.empty();
    }
    page.remove();
    BigInteger sequenceNumber = number(record);
    first = first == null ? sequenceNumber : first;
    last = sequenceNumber;
    if (sequenceNumber.equals(range.to())) {
      end();
    }
    return Optional.of(record);
  }

  /** The record that is next; null if there is none in the range, or the run is stopped. */
  private @Nullable Record peek() {
    while (page.isEmpty() && !ended && !(hasRead && stream.isStopped())) {
      readOn();
    }
    Record record = page.peek();
    if (record == null) {
      return null;
    }
    BigInteger number = number(record);
    if (isFromHorizon && number.compareTo(last == null ? range.from() : last) < 0) {
      throw new NotPutBackException(whyNothing);
    }
    if (number.compareTo(range.to()) > 0) {
      end();
      return null;
    }
    return record;
  }

  private void end() {
    ended = true;
    page.clear();
  }

  /** The place of a record in its shard. */
  static BigInteger number(Record record) {
    return SequenceNumbers.parse(record.sequenceNumber());
  }

  /** Whether it is certain that no record of the range is in the stream. */
  boolean isEmpty() {
    return ended && page.isEmpty() && first == null;
  }

  /** What is missing at the beginning of the range, in words; empty if its first record is here. */
  Optional<String> missingHead() {
    Record next = first == null ? peek() : null;
    if (isEmpty()) {
      return Optional.of(whyNothing);
    }
    BigInteger begin = next == null ? first : number(next);
    return begin == null || begin.equals(range.from())
        ? Optional.empty()
        : Optional.of("records before " + begin + " have left the stream (retention)");
  }

  /** What is missing at the end, in words; empty if all is read, or nothing is there. */
  Optional<String> missingTail() {
    if (!ended) {
      return Optional.of("the run was stopped before its end");
    }
    return last == null || last.equals(range.to())
        ? Optional.empty()
        : Optional.of("the stream has no record " + range.to() + " after " + last);
  }

  /** Which records of the range were not found, in words; empty if none is missing. */
  Optional<String> gap() {
    return ended ? missingHead().or(this::missingTail) : missingTail();
  }

  private void readOn() {
    beforeEachStep.run();
    if (hasRead) {
      stream.pause(BETWEEN_READS);
    }
    hasRead = true;
    String from = iterator == null ? newIterator().orElse(null) : iterator;
    if (from == null) {
      end();
      return;
    }
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

  /**
   * An iterator at the place to read from; empty if the shard is gone. A place that the shard does
   * not know may have left the stream, so that what is left begins at the horizon.
   */
  private Optional<String> newIterator() {
    try {
      return Optional.of(iteratorAt(place()));
    } catch (ResourceNotFoundException e) {
      // A missing stream gives the same error; that one ends the whole run.
      if (!ServiceErrors.describe(e).contains(range.shardId())) {
        throw e;
      }
      whyNothing = "its shard is gone (" + ServiceErrors.describe(e) + ")";
      return Optional.empty();
    } catch (InvalidArgumentException e) {
      whyNothing = "the shard does not know its place (" + ServiceErrors.describe(e) + ")";
      isFromHorizon = true;
      return Optional.of(
          iteratorAt(request -> request.shardIteratorType(ShardIteratorType.TRIM_HORIZON)));
    }
  }

  private Consumer<GetShardIteratorRequest.Builder> place() {
    BigInteger after = last;
    return after == null
        ? request ->
            request
                .shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
                .startingSequenceNumber(range.from().toString())
        : request ->
            request
                .shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                .startingSequenceNumber(after.toString());
  }

  private String iteratorAt(Consumer<GetShardIteratorRequest.Builder> place) {
    return stream
        .call(
            kinesis ->
                kinesis.getShardIterator(
                    request ->
                        request
                            .streamName(stream.name())
                            .shardId(range.shardId())
                            .applyMutation(place)))
        .shardIterator();
  }
}

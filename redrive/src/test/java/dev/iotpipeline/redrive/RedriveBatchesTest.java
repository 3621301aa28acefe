package dev.iotpipeline.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.sqs.model.SqsException;

final class RedriveBatchesTest {

  private static final String THROTTLED = "ProvisionedThroughputExceededException";

  private final Shell shell = new Shell();
  private final List<String> places = new ArrayList<>();
  private final AtomicReference<Instant> firstFault = new AtomicReference<>();

  /** Six records, of which the batch has the middle four. */
  private void addBatch() {
    for (int i = 0; i < 6; i++) {
      places.add(shell.kinesis.add("key-" + i, Shell.reading("door-1", i)));
    }
    addNotice(places.get(1), places.get(4));
  }

  private void addNotice(String from, String to) {
    shell.batches.add(
        """
        {"requestContext":{"requestId":"r","functionArn":"f","condition":"RetryAttemptsExhausted",
         "approximateInvokeCount":6},"responseContext":{"statusCode":200,"functionError":null},
         "version":"1.0","timestamp":"2026-11-23T10:15:30.000Z","KinesisBatchInfo":{
         "shardId":"shardId-000000000000","startSequenceNumber":"%s","endSequenceNumber":"%s",
         "batchSize":4,
         "streamArn":"arn:aws:kinesis:us-east-1:123456789012:stream/iot-telemetry-stream"}}
        """
            .formatted(from, to),
        Map.of());
  }

  private List<String> readings(int from, int to) {
    List<String> readings = new ArrayList<>();
    for (int i = from; i <= to; i++) {
      readings.add(Shell.reading("door-1", i));
    }
    return readings;
  }

  @Test
  void aDryRunListsAndChangesNothing() {
    addBatch();

    assertThat(shell.run("batches")).isZero();

    assertThat(shell.out)
        .startsWith(
            "shardId-000000000000  98 to 101  batch of 4  RetryAttemptsExhausted  (0 s ago)\n"
                + "1 batch listed.");
    assertThat(shell.journal).isEmpty();
    assertThat(shell.batches.visible()).isEqualTo(1);
  }

  @Test
  void sendingPutsBackTheRangeInOrderAndDeletesTheMessageLast() {
    addBatch();

    assertThat(shell.run("batches --send")).isZero();

    assertThat(shell.kinesis.putData()).isEqualTo(readings(1, 4));
    assertThat(shell.kinesis.put)
        .extracting(Record::partitionKey)
        .containsExactly("key-1", "key-2", "key-3", "key-4");
    assertThat(shell.journal).containsExactly("put", "put", "put", "put", "delete message");
    assertThat(shell.out).endsWith("1 of 1 batch put back.\n");
  }

  @Test
  void throttlingIsWaitedForAndKeepsTheOrder() {
    addBatch();
    shell.kinesis.readFaults.add(
        2, ProvisionedThroughputExceededException.builder(), 400, THROTTLED);
    shell.kinesis.putFaults.add(
        3, ProvisionedThroughputExceededException.builder(), 400, THROTTLED);

    assertThat(shell.run("batches --send")).isZero();

    assertThat(shell.kinesis.putData()).isEqualTo(readings(1, 4));
    assertThat(shell.clock.sleeps())
        .containsSubsequence(Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100));
  }

  @Test
  void throttlingThatLastsKeepsTheMessage() {
    addBatch();
    shell.kinesis.putFaults.add(
        100, ProvisionedThroughputExceededException.builder(), 400, THROTTLED);
    Instant before = shell.clock.instant();

    assertThat(shell.run("batches --send")).isEqualTo(1);
    assertThat(shell.err).contains("NOT put back", THROTTLED).hasLineCount(1);
    assertThat(shell.kinesis.put).isEmpty();
    assertThat(Duration.between(before, shell.clock.instant()))
        .isBetween(Duration.ofSeconds(25), Duration.ofSeconds(31));
    shell.kinesis.putFaults.clear();
    assertThat(shell.run("batches --send")).isZero();

    assertThat(shell.kinesis.putData()).isEqualTo(readings(1, 4));
    assertThat(shell.batches.bodies()).isEmpty();
  }

  @Test
  void aFaultOfTheServiceIsTriedAgain() {
    addBatch();
    shell.kinesis.putFaults.add(3, KinesisException.builder(), 500, "InternalFailure");

    assertThat(shell.run("batches --send")).isZero();

    assertThat(shell.kinesis.putData()).isEqualTo(readings(1, 4));
  }

  @Test
  void aFaultThatStaysIsReportedWithinTwoSeconds() {
    String place = shell.kinesis.add("key", Shell.reading("door-1", 1));
    addNotice(place, place);
    shell.kinesis.putFaults.add(100, KinesisException.builder(), 500, "InternalFailure");
    shell.kinesis.putFaults.onFault = () -> firstFault.compareAndSet(null, shell.clock.instant());

    assertThat(shell.run("batches --send")).isEqualTo(1);

    assertThat(shell.err).contains("NOT put back", "InternalFailure").hasLineCount(1);
    assertThat(Duration.between(firstFault.get(), shell.clock.instant()))
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void ctrlCEndsTheRepeats() {
    addBatch();
    shell.kinesis.putFaults.add(
        100, ProvisionedThroughputExceededException.builder(), 400, THROTTLED);
    shell.kinesis.putFaults.onFault = shell::interrupt;

    assertThat(shell.run("batches --send")).isEqualTo(1);

    assertThat(shell.kinesis.putFaults.left()).isEqualTo(99);
    assertThat(shell.err).contains("NOT put back", THROTTLED).hasLineCount(1);
  }

  @Test
  void anIteratorThatExpiresIsReplaced() {
    addBatch();
    shell.kinesis.iteratorsExpireOnce = true;

    assertThat(shell.run("batches --send")).isZero();

    assertThat(shell.kinesis.putData()).isEqualTo(readings(1, 4));
  }

  @Test
  void anErrorInTheMiddleLosesNothing() {
    addBatch();
    shell.kinesis.onPut =
        () -> {
          if (shell.kinesis.put.size() == 2) {
            shell.kinesis.putFaults.add(1, KinesisException.builder(), 400, "ValidationException");
          }
        };

    assertThat(shell.run("batches --send")).isEqualTo(1);
    assertThat(shell.batches.visible()).isEqualTo(1);
    assertThat(shell.run("batches --send")).isZero();

    assertThat(shell.kinesis.putData().subList(2, 6)).isEqualTo(readings(1, 4));
  }

  @Test
  void aMessageThatIsNotDeletedIsSentAgain() {
    addBatch();
    shell.batches.deletions.add(1, SqsException.builder(), 500, "InternalFailure");

    assertThat(shell.run("batches --send")).isEqualTo(1);
    assertThat(shell.run("batches --send")).isZero();

    assertThat(shell.kinesis.put).hasSize(8);
    assertThat(shell.batches.bodies()).isEmpty();
  }

  @Test
  void ctrlCStopsBetweenTwoRecordsAndKeepsTheMessage() {
    addBatch();
    shell.kinesis.onPut = shell::interrupt;

    assertThat(shell.run("batches --send")).isEqualTo(1);

    assertThat(shell.kinesis.put).hasSize(1);
    assertThat(shell.batches.visible()).isEqualTo(1);
    assertThat(shell.err).contains("interrupted after 1 record; its message stays in the queue");
    assertThat(shell.out).startsWith("Interrupted. 0 of 1 batch put back.");
  }

  /** The consumer quarantines it; without its message nobody would find it any more. */
  @Test
  void aRecordThatIsNoReadingIsPutBackInItsPlaceToo() {
    String from = shell.kinesis.add("a", Shell.reading("door-1", 1));
    shell.kinesis.add("b", "{\"device_id\":7}");
    String to = shell.kinesis.add("c", Shell.reading("door-1", 2));
    addNotice(from, to);

    assertThat(shell.run("batches --send")).isZero();

    assertThat(shell.kinesis.putData())
        .containsExactly(
            Shell.reading("door-1", 1), "{\"device_id\":7}", Shell.reading("door-1", 2));
    assertThat(shell.batches.bodies()).isEmpty();
  }

  @Test
  void recordsThatHaveLeftTheStreamAreSaidAndTheMessageStays() {
    addBatch();
    shell.kinesis.trimBefore(places.get(3));

    assertThat(shell.run("batches --send")).isEqualTo(1);

    assertThat(shell.kinesis.putData()).isEqualTo(readings(3, 4));
    assertThat(shell.batches.visible()).isEqualTo(1);
    assertThat(shell.err)
        .contains("records before 100 have left the stream (retention); 2 records put back;")
        .hasLineCount(1);
  }

  @Test
  void aBatchThatIsGoneAltogether() {
    addBatch();
    shell.kinesis.trimBefore(places.get(5));

    assertThat(shell.run("batches --send")).isEqualTo(1);

    assertThat(shell.kinesis.put).isEmpty();
    assertThat(shell.err).contains("no record of it is in the stream any more (retention)");
    assertThat(shell.batches.visible()).isEqualTo(1);
  }

  @Test
  void aMessageThatIsNoNoticeStays() {
    shell.batches.add("hello", Map.of());
    shell.batches.add("{\"KinesisBatchInfo\":{\"shardId\":\"s\"}}", Map.of());

    assertThat(shell.run("batches --send")).isEqualTo(1);

    assertThat(shell.err)
        .contains("no notice of a batch: it is no JSON", "it names no stream and shard")
        .hasLineCount(2);
    assertThat(shell.batches.visible()).isEqualTo(2);
  }

  @Test
  void aBatchOfAnotherStreamIsNotPutIntoThisOne() {
    addBatch();

    assertThat(shell.run("batches --send --stream another")).isEqualTo(1);

    assertThat(shell.err).contains("it is in stream iot-telemetry-stream; name that one");
    assertThat(shell.kinesis.put).isEmpty();
  }

  @Test
  void recordsByHandAreListedAndThenPutBack() {
    addBatch();
    String range = "records --shard shardId-000000000000 --from 98 --to 101";

    assertThat(shell.run(range)).isZero();
    assertThat(shell.out)
        .startsWith("shardId-000000000000 98  door-1  2026-11-23T10:15:01.000000000Z\n")
        .contains("4 records listed.");
    assertThat(shell.journal).isEmpty();
    assertThat(shell.run(range + " --send")).isZero();

    assertThat(shell.kinesis.putData()).isEqualTo(readings(1, 4));
  }

  @Test
  void withoutAnEndItIsOneRecord() {
    addBatch();

    assertThat(shell.run("records --shard shardId-000000000000 --from 100 --send")).isZero();

    assertThat(shell.kinesis.putData()).isEqualTo(readings(3, 3));
  }

  @Test
  void aFailureKeepsLaterRecordsBack() {
    addBatch();
    shell.kinesis.putFaults.add(1, KinesisException.builder(), 400, "ValidationException");

    assertThat(shell.run("records --shard shardId-000000000000 --from 98 --to 101 --send"))
        .isEqualTo(1);

    assertThat(shell.kinesis.put).isEmpty();
    assertThat(shell.out).endsWith("0 of 1 record put back.\n");
  }

  @Test
  void recordsThatAreNotThereAreExitCodeOne() {
    addBatch();
    shell.kinesis.trimBefore(places.get(2));

    assertThat(shell.run("records --shard shardId-000000000000 --from 98 --to 99")).isEqualTo(1);
    assertThat(shell.err).contains("records before 99 have left the stream");
    assertThat(shell.run("records --shard shardId-000000000007 --from 98")).isEqualTo(1);
    assertThat(shell.err).contains("its shard is gone");
    assertThat(shell.run("records --shard shardId-000000000000 --from 98 --stream no"))
        .isEqualTo(2);
    assertThat(shell.err).contains("Stream no under account");
  }
}

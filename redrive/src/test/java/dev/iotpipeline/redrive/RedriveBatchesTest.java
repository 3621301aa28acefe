package dev.iotpipeline.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.testing.AwsErrors;
import dev.iotpipeline.local.aws.testing.Fault;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.SqsException;

final class RedriveBatchesTest {

  private final Shell shell = new Shell();

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  void aDryRunListsAndChangesNothing() {
    List<String> places = GivenUpBatch.add(shell);

    assertThat(shell.run("batches")).isZero();

    assertThat(shell.out)
        .startsWith(
            "shardId-000000000000  %s to %s  batch of 4  RetryAttemptsExhausted  (0 s ago)%n1 batch listed."
                .formatted(places.get(1), places.get(4)));
    assertThat(shell.journal).isEmpty();
    assertThat(Shell.visible(shell.batches)).hasSize(1);
  }

  @Test
  void sendingPutsBackTheRangeInOrderAndDeletesTheMessageLast() {
    GivenUpBatch.add(shell);

    assertThat(shell.run("batches --send")).isZero();

    assertThat(shell.putData()).isEqualTo(GivenUpBatch.readings(1, 4));
    assertThat(shell.put)
        .extracting(PutRecordRequest::partitionKey)
        .containsExactly("key-1", "key-2", "key-3", "key-4");
    assertThat(shell.journal).containsExactly("put", "put", "put", "put", "delete message");
    assertThat(shell.out).endsWith("1 of 1 batch put back.\n");
  }

  @Test
  void anErrorInTheMiddleLosesNothing() {
    GivenUpBatch.add(shell);
    shell.kinesis.next(
        1,
        PutRecordRequest.class,
        request -> request.partitionKey().equals("key-3"),
        Fault.error(() -> Shell.failure(400, "ValidationException")));

    assertThat(shell.run("batches --send")).isEqualTo(1);
    assertThat(shell.putData()).isEqualTo(GivenUpBatch.readings(1, 2));
    assertThat(Shell.visible(shell.batches)).hasSize(1);
    assertThat(shell.run("batches --send")).isZero();

    assertThat(shell.putData().subList(2, 6)).isEqualTo(GivenUpBatch.readings(1, 4));
  }

  @Test
  void aMessageThatIsNotDeletedIsSentAgain() {
    GivenUpBatch.add(shell);
    shell.sqs.next(
        1,
        DeleteMessageRequest.class,
        Fault.error(
            () -> AwsErrors.of(SqsException.builder(), 500, "InternalFailure", "said the test")));

    assertThat(shell.run("batches --send")).isEqualTo(1);
    assertThat(shell.run("batches --send")).isZero();

    assertThat(shell.put).hasSize(8);
    assertThat(shell.batches.size()).isZero();
  }

  @Test
  void ctrlCStopsBetweenTwoRecordsAndKeepsTheMessage() {
    GivenUpBatch.add(shell);
    shell.kinesis.next(1, PutRecordRequest.class, Shell.then(shell::interrupt));

    assertThat(shell.run("batches --send")).isEqualTo(1);

    assertThat(shell.put).hasSize(1);
    assertThat(Shell.visible(shell.batches)).hasSize(1);
    assertThat(shell.err).contains("interrupted after 1 record; its message stays in the queue");
    assertThat(shell.out).startsWith("Interrupted. 0 of 1 batch put back.");
  }

  /** The consumer quarantines it; without its message nobody would find it any more. */
  @Test
  void aRecordThatIsNoReadingIsPutBackInItsPlaceToo() {
    String from = shell.produce("a", Shell.reading("door-1", 1));
    shell.produce("b", "{\"device_id\":7}");
    String to = shell.produce("c", Shell.reading("door-1", 2));
    GivenUpBatch.addNotice(shell, 3, from, to);

    assertThat(shell.run("batches --send")).isZero();

    assertThat(shell.putData())
        .containsExactly(
            Shell.reading("door-1", 1), "{\"device_id\":7}", Shell.reading("door-1", 2));
    assertThat(shell.batches.size()).isZero();
  }

  @Test
  void aMessageThatIsNoNoticeStays() {
    shell.batches.send("hello", Map.of());
    shell.batches.send("{\"KinesisBatchInfo\":{\"shardId\":\"s\"}}", Map.of());

    assertThat(shell.run("batches --send")).isEqualTo(1);

    assertThat(shell.err)
        .contains("no notice of a batch: it is no JSON", "it names no stream and shard")
        .hasLineCount(2);
    assertThat(Shell.visible(shell.batches)).hasSize(2);
  }

  @Test
  void aBatchOfAnotherStreamIsNotPutIntoThisOne() {
    GivenUpBatch.add(shell);

    assertThat(shell.run("batches --send --stream another")).isEqualTo(1);

    assertThat(shell.err).contains("it is in stream iot-telemetry-stream; name that one");
    assertThat(shell.put).isEmpty();
  }
}

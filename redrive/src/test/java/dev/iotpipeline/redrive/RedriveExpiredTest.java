package dev.iotpipeline.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.testing.AwsErrors;
import dev.iotpipeline.local.aws.testing.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;

/** Batches with records that have left the stream. */
final class RedriveExpiredTest {

  private final Shell shell = new Shell();

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  void withoutItsHeadABatchStaysAsItIs() {
    List<String> places = GivenUpBatch.add(shell);
    shell.forgetBefore(places.get(3));

    assertThat(shell.run("batches --send")).isEqualTo(1);
    assertThat(shell.run("batches --send")).isEqualTo(1);

    assertThat(shell.put).isEmpty();
    assertThat(Shell.visible(shell.batches)).hasSize(1);
    assertThat(shell.err)
        .contains(
            "records before " + places.get(3) + " have left the stream (retention);",
            "--clear-expired puts back what is left and deletes its message")
        .hasLineCount(1);
  }

  @Test
  void aDryRunSaysWhatWouldBeGoneAndChangesNothing() {
    List<String> places = GivenUpBatch.add(shell);
    shell.forgetBefore(places.get(3));

    assertThat(shell.run("batches --clear-expired")).isZero();

    assertThat(shell.out)
        .contains(": 2 records left, at least 2 records are gone; --send would clear it\n")
        .endsWith(
            "1 batch listed. 1 would be cleared: at least 2 records are gone."
                + " Nothing was changed; the same with --send puts back what can be.\n");
    assertThat(shell.journal).isEmpty();
    assertThat(Shell.visible(shell.batches)).hasSize(1);
  }

  @Test
  void whatIsLeftIsPutBackOnceAndTheRestIsCounted() {
    List<String> places = GivenUpBatch.add(shell);
    shell.forgetBefore(places.get(3));

    assertThat(shell.run("batches --send --clear-expired")).isZero();

    assertThat(shell.putData()).isEqualTo(GivenUpBatch.readings(3, 4));
    assertThat(shell.batches.size()).isZero();
    assertThat(shell.out)
        .startsWith("cleared  shardId-000000000000  " + places.get(1))
        .contains(": 2 records put back, at least 2 records are gone\n")
        .endsWith("0 of 1 batch put back. 1 cleared: at least 2 records are gone.\n");
  }

  @Test
  void aBatchOfWhichNothingIsLeftHoldsUpNobody() {
    List<String> gone = GivenUpBatch.produce(shell, "a", 0, 3);
    List<String> here = GivenUpBatch.produce(shell, "a", 3, 2);
    GivenUpBatch.addNotice(shell, gone);
    GivenUpBatch.addNotice(shell, here);
    shell.forgetBefore(here.get(0));

    assertThat(shell.run("batches --send")).isEqualTo(1);
    assertThat(shell.putData()).isEqualTo(GivenUpBatch.names("a", 3, 2));
    assertThat(shell.err)
        .contains("no record of it is in the stream any more (retention); --clear-expired")
        .hasLineCount(1);
    assertThat(shell.run("batches --send --clear-expired")).isZero();

    assertThat(shell.put).hasSize(2);
    assertThat(shell.batches.size()).isZero();
    assertThat(shell.out).endsWith("0 of 1 batch put back. 1 cleared: 3 records are gone.\n");
  }

  @Test
  void retentionEndsWhileABatchIsPutBack() {
    List<String> places = GivenUpBatch.produce(shell, "a", 0, 6);
    GivenUpBatch.addNotice(shell, places);
    // Three pages of two records; the second is forgotten after the first was read.
    shell.kinesis.next(
        1,
        PutRecordRequest.class,
        Shell.then(
            () -> {
              shell.forgetBefore(places.get(4));
              shell.clock.advance(Duration.ofSeconds(301));
            }));

    assertThat(shell.run("batches --send")).isEqualTo(1);

    assertThat(shell.err).contains("while it was put back, records left the stream (retention);");
    assertThat(Shell.visible(shell.batches)).hasSize(1);
  }

  @Test
  void aShardThatIsGoneHoldsUpNobodyAndIsCleared() {
    List<String> places = GivenUpBatch.produce(shell, "a", 0, 2);
    GivenUpBatch.addNotice(shell, "shardId-000000000007", 2, places.get(0), places.get(1));

    assertThat(shell.run("batches --send")).isEqualTo(1);
    assertThat(shell.err).contains("its shard is gone").hasLineCount(1);
    assertThat(shell.run("batches --send --clear-expired")).isZero();

    assertThat(shell.out).endsWith("1 cleared: 2 records are gone.\n");
    assertThat(shell.batches.size()).isZero();
  }

  /** Kinesis may refuse a position that has left the stream, and then read from the next record. */
  @Test
  void aPositionThatIsRefusedIsLookedForFromTheBeginning() {
    List<String> places = GivenUpBatch.produce(shell, "a", 0, 2);
    shell.clock.advance(Duration.ofHours(1));
    places.addAll(GivenUpBatch.produce(shell, "a", 2, 3));
    GivenUpBatch.addNotice(shell, places);
    shell.clock.advance(Duration.ofMinutes(23 * 60 + 30));
    GivenUpBatch.produce(shell, "a", 5, 1);
    refusePositions();

    assertThat(shell.run("batches --send --clear-expired")).isZero();

    assertThat(shell.putData()).isEqualTo(GivenUpBatch.names("a", 2, 3));
    assertThat(shell.out).contains(": 3 records put back, at least 2 records are gone\n");
  }

  @Test
  void aPositionThatIsRefusedAlthoughOlderRecordsAreThereIsNotCleared() {
    GivenUpBatch.add(shell);
    refusePositions();

    assertThat(shell.run("batches --send --clear-expired")).isEqualTo(1);

    assertThat(shell.put).isEmpty();
    assertThat(shell.err).contains("the shard does not know its place").hasLineCount(1);
    assertThat(Shell.visible(shell.batches)).hasSize(1);
  }

  private void refusePositions() {
    shell.kinesis.always(
        GetShardIteratorRequest.class,
        request -> request.startingSequenceNumber() != null,
        Fault.error(
            () ->
                AwsErrors.of(
                    InvalidArgumentException.builder(),
                    400,
                    "InvalidArgumentException",
                    "said the test")));
  }

  @Test
  void whatCannotBePutBackIsNotCleared() {
    List<String> places = GivenUpBatch.add(shell);
    shell.forgetBefore(places.get(3));
    shell.kinesis.next(
        1, PutRecordRequest.class, Fault.error(() -> Shell.failure(400, "ValidationException")));

    assertThat(shell.run("batches --send --clear-expired")).isEqualTo(1);

    assertThat(Shell.visible(shell.batches)).hasSize(1);
    assertThat(shell.out).endsWith("0 of 1 batch put back.\n");
  }
}

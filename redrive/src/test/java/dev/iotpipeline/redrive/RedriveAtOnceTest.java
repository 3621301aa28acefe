package dev.iotpipeline.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.testing.AwsErrors;
import dev.iotpipeline.local.aws.testing.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.SqsException;
import software.amazon.awssdk.services.sqs.model.SqsRequest;

/** A message belongs to one run at a time, however long its batch takes and however a run ends. */
final class RedriveAtOnceTest {

  private static final int RECORDS = 20;
  private static final Duration AFTER_A_DEATH = Duration.ofMinutes(6);

  private final Shell shell = new Shell();
  private final List<String> seenByTheSecond = new ArrayList<>();
  private boolean secondRuns;

  @AfterEach
  void close() {
    shell.close();
  }

  /** A batch of twenty records, and one of two after it. */
  private void addTwo() {
    GivenUpBatch.addNotice(shell, GivenUpBatch.produce(shell, "a", 0, RECORDS));
    GivenUpBatch.addNotice(shell, GivenUpBatch.produce(shell, "a", RECORDS, 2));
  }

  private void afterEachPut(Runnable event) {
    shell.kinesis.always(PutRecordRequest.class, any -> true, Shell.then(event));
  }

  /** A second run, while the first one works; not also a third during the second. */
  private void runASecond() {
    if (!secondRuns) {
      secondRuns = true;
      shell.run("batches --send");
      seenByTheSecond.add(shell.out);
      secondRuns = false;
    }
  }

  private void assertAllAreThereOnce() {
    assertThat(shell.putData()).isEqualTo(GivenUpBatch.names("a", 0, RECORDS + 2));
    assertThat(shell.batches.size()).isZero();
  }

  @Test
  void twoRunsAtOncePutNothingBackTwiceHoweverLongABatchTakes() {
    addTwo();
    afterEachPut(
        () -> {
          shell.clock.advance(Duration.ofMinutes(3));
          runASecond();
        });

    assertThat(shell.run("batches --send")).isZero();

    assertAllAreThereOnce();
    assertThat(seenByTheSecond).hasSize(RECORDS + 2).containsOnly("No batches found.\n");
  }

  /**
   * SQS gives each run ten messages at a time. So each has a part, and knows nothing of the other.
   */
  @Test
  void runsThatReceiveTogetherLoseNothingButBreakTheOrderAndDoubleWhatOverlaps() {
    List<String> places = GivenUpBatch.produce(shell, "a", 0, 11);
    places.subList(0, 10).forEach(place -> GivenUpBatch.addNotice(shell, List.of(place)));
    GivenUpBatch.addNotice(shell, 2, places.get(8), places.get(10));
    shell.sqs.next(1, ReceiveMessageRequest.class, Shell.then(this::runASecond));

    assertThat(shell.run("batches --send")).isZero();

    assertThat(seenByTheSecond).singleElement().asString().contains("1 of 1 batch put back.");
    assertThat(shell.putData().subList(0, 3)).isEqualTo(GivenUpBatch.names("a", 8, 3));
    assertThat(shell.putData().subList(3, 13)).isEqualTo(GivenUpBatch.names("a", 0, 10));
    assertThat(shell.batches.size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {-3_600, -119, -61, 110})
  void aClockThatJumpsByLessThanAMessageIsHiddenPutsNothingBackTwice(long seconds) {
    addTwo();
    shell.kinesis.next(
        1,
        PutRecordRequest.class,
        Shell.then(() -> shell.operatorsClock.jump(Duration.ofSeconds(seconds))));
    afterEachPut(
        () -> {
          shell.clock.advance(Duration.ofSeconds(90));
          runASecond();
        });

    assertThat(shell.run("batches --send")).isZero();

    assertAllAreThereOnce();
  }

  /** As when the machine slept for an hour; meanwhile another run did all. */
  @Test
  void aRunThatSleptStopsAtOnce() {
    addTwo();
    shell.kinesis.next(
        1,
        PutRecordRequest.class,
        request -> request.data().asUtf8String().equals("a 4"),
        Shell.then(
            () -> {
              shell.clock.advance(Duration.ofHours(1));
              assertThat(shell.run("batches --send")).isZero();
            }));

    assertThat(shell.run("batches --send")).isEqualTo(1);

    assertThat(shell.err)
        .contains(
            "its message is not hidden from other runs any more; it stays in the queue",
            "a batch before it in its shard was not put back")
        .hasLineCount(2);
    assertThat(shell.putData().subList(0, 5)).isEqualTo(GivenUpBatch.names("a", 0, 5));
    assertThat(shell.putData().subList(5, 27)).isEqualTo(GivenUpBatch.names("a", 0, RECORDS + 2));
    assertThat(shell.batches.size()).isZero();
  }

  @Test
  void aQueueThatDoesNotExtendEndsTheBatchInTime() {
    addTwo();
    shell.sqs.always(
        ChangeMessageVisibilityBatchRequest.class,
        any -> true,
        Fault.error(
            () -> AwsErrors.of(SqsException.builder(), 403, "AccessDenied", "not allowed")));
    afterEachPut(() -> shell.clock.advance(Duration.ofSeconds(61)));

    assertThat(shell.run("batches --send")).isEqualTo(1);

    assertThat(shell.put).hasSize(6);
    assertThat(shell.err)
        .contains("not hidden from other runs any more (AccessDenied: not allowed); it stays");
  }

  @Test
  void ctrlCBetweenTheLastRecordAndTheDeletionDeletesAndNothingIsDoubled() {
    addTwo();
    shell.kinesis.next(
        1,
        PutRecordRequest.class,
        request -> request.data().asUtf8String().equals("a " + (RECORDS - 1)),
        Shell.then(shell::interrupt));

    assertThat(shell.run("batches --send")).isEqualTo(1);
    assertThat(shell.out).contains("Interrupted. 1 of 1 batch put back.");
    assertThat(shell.run("batches --send")).isZero();

    assertAllAreThereOnce();
  }

  @Test
  void aRunThatIsKilledBetweenTheLastRecordAndTheDeletionDoublesOneBatch() {
    addTwo();
    shell.sqs.next(1, DeleteMessageRequest.class, killed());

    assertThat(shell.run("batches --send")).isEqualTo(1);
    shell.sqs.clear();
    assertThat(shell.run("batches --send")).isZero();
    assertThat(shell.out).isEqualTo("No batches found.\n");
    shell.clock.advance(AFTER_A_DEATH);
    assertThat(shell.run("batches --send")).isZero();

    assertThat(shell.putData().subList(0, RECORDS)).isEqualTo(GivenUpBatch.names("a", 0, RECORDS));
    assertThat(shell.putData().subList(RECORDS, 2 * RECORDS + 2))
        .isEqualTo(GivenUpBatch.names("a", 0, RECORDS + 2));
    assertThat(shell.batches.size()).isZero();
  }

  /** Nothing that the process would do after this call reaches the queue. */
  private Fault<DeleteMessageRequest> killed() {
    return (request, call) -> {
      shell.sqs.always(SqsRequest.class, any -> true, Fault.error(Killed::new));
      throw new Killed();
    };
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}

package dev.iotpipeline.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.testing.AwsErrors;
import dev.iotpipeline.local.aws.testing.Fault;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** The order in which batches go back, and what holds up what. */
final class RedriveOrderTest {

  private static final String A = GivenUpBatch.keyOf(0);
  private static final String B = GivenUpBatch.keyOf(1);

  private final Shell shell = new Shell(2);

  @AfterEach
  void close() {
    shell.close();
  }

  private List<String> putOf(String key) {
    return shell.put.stream()
        .filter(request -> request.partitionKey().equals(key))
        .map(request -> request.data().asUtf8String())
        .toList();
  }

  /** Two batches of two records of each shard, the newest message first. */
  private void addFour() {
    for (String key : List.of(A, B)) {
      List<String> places = GivenUpBatch.produce(shell, key, 0, 4);
      GivenUpBatch.addNotice(shell, places.subList(2, 4));
      GivenUpBatch.addNotice(shell, places.subList(0, 2));
    }
  }

  @Test
  void batchesGoBackInTheOrderOfTheStreamAndNotOfTheQueue() {
    addFour();

    assertThat(shell.run("batches --send")).isZero();

    assertThat(putOf(A)).isEqualTo(GivenUpBatch.names(A, 0, 4));
    assertThat(putOf(B)).isEqualTo(GivenUpBatch.names(B, 0, 4));
  }

  @Test
  void theLimitTakesTheOldest() {
    addFour();

    assertThat(shell.run("batches --send --limit 1")).isZero();

    assertThat(shell.putData()).isEqualTo(GivenUpBatch.names(A, 0, 2));
    assertThat(Shell.visible(shell.batches)).hasSize(3);
  }

  @Test
  void aBatchThatCannotBePutBackStopsItsShardAndTheOtherGoesOn() {
    addFour();
    shell.kinesis.next(
        1,
        PutRecordRequest.class,
        request -> request.data().asUtf8String().equals(GivenUpBatch.name(A, 1)),
        Fault.error(() -> Shell.failure(400, "ValidationException")));

    assertThat(shell.run("batches --send")).isEqualTo(1);
    assertThat(putOf(A)).isEqualTo(GivenUpBatch.names(A, 0, 1));
    assertThat(putOf(B)).isEqualTo(GivenUpBatch.names(B, 0, 4));
    assertThat(shell.err)
        .contains("ValidationException", "a batch before it in its shard was not put back")
        .hasLineCount(2);
    assertThat(shell.out).endsWith("2 of 4 batches put back.\n");
    assertThat(shell.run("batches --send")).isZero();

    assertThat(putOf(A).subList(1, 5)).isEqualTo(GivenUpBatch.names(A, 0, 4));
  }

  /** The next run puts it back again; then a later batch must not be in the stream before it. */
  @Test
  void aBatchWhoseMessageIsNotDeletedStopsItsShard() {
    addFour();
    shell.sqs.next(
        1,
        DeleteMessageRequest.class,
        Fault.error(
            () -> AwsErrors.of(SqsException.builder(), 500, "InternalFailure", "said the test")));

    assertThat(shell.run("batches --send")).isEqualTo(1);

    assertThat(putOf(A)).isEqualTo(GivenUpBatch.names(A, 0, 2));
    assertThat(putOf(B)).isEqualTo(GivenUpBatch.names(B, 0, 4));
  }

  @Test
  void aBatchWithoutItsHeadStopsItsShard() {
    List<String> places = GivenUpBatch.produce(shell, A, 0, 4);
    GivenUpBatch.addNotice(shell, places.subList(2, 4));
    GivenUpBatch.addNotice(shell, places.subList(0, 2));
    shell.forgetBefore(places.get(1));

    assertThat(shell.run("batches --send")).isEqualTo(1);
    assertThat(shell.put).isEmpty();
    assertThat(shell.run("batches --send --clear-expired")).isZero();

    assertThat(putOf(A)).isEqualTo(GivenUpBatch.names(A, 1, 3));
  }

  /** With a parallelisation factor, batches that are handled side by side lie in each other. */
  @Test
  void rangesThatOverlapPutNoRecordBackTwice() {
    List<String> places = GivenUpBatch.produce(shell, A, 0, 6);
    GivenUpBatch.addNotice(shell, 3, places.get(1), places.get(5));
    GivenUpBatch.addNotice(shell, 3, places.get(0), places.get(4));
    GivenUpBatch.addNotice(shell, 1, places.get(3), places.get(3));

    assertThat(shell.run("batches --send")).isZero();

    assertThat(putOf(A)).isEqualTo(GivenUpBatch.names(A, 0, 6));
    assertThat(shell.batches.size()).isZero();
  }

  @Test
  void aNoticeThatIsThereTwiceIsPutBackOnce() {
    List<String> places = GivenUpBatch.produce(shell, A, 0, 3);
    GivenUpBatch.addNotice(shell, places);
    GivenUpBatch.addNotice(shell, places);

    assertThat(shell.run("batches --send")).isZero();

    assertThat(putOf(A)).isEqualTo(GivenUpBatch.names(A, 0, 3));
    assertThat(shell.batches.size()).isZero();
  }
}

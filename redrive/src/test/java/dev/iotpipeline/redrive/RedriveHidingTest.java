package dev.iotpipeline.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.testing.AwsErrors;
import dev.iotpipeline.local.aws.testing.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResultEntry;

/** Messages that SQS does not hide or show as a run asks for it. */
final class RedriveHidingTest {

  /** More than SQS takes in two calls. */
  private static final int BATCHES = 25;

  private final Shell shell = new Shell();

  @BeforeEach
  void addBatches() {
    GivenUpBatch.produce(shell, "a", 0, BATCHES)
        .forEach(place -> GivenUpBatch.addNotice(shell, List.of(place)));
  }

  @AfterEach
  void close() {
    shell.close();
  }

  private void letEveryChangeFail() {
    shell.sqs.always(
        ChangeMessageVisibilityBatchRequest.class,
        any -> true,
        Fault.error(AwsErrors::connectionReset));
  }

  private List<ChangeMessageVisibilityBatchRequest> changes() {
    return shell.sqs.requests(ChangeMessageVisibilityBatchRequest.class);
  }

  @Test
  void aListingThatCannotShowItsMessagesAgainSaysSo() {
    letEveryChangeFail();

    assertThat(shell.run("batches")).isZero();
    assertThat(shell.err)
        .isEqualTo(
            "25 messages could not be shown again, and no run finds them for up to 6 minutes:"
                + " Unable to execute HTTP request: Connection reset\n");
    assertThat(shell.out).contains("25 batches listed");
    shell.sqs.clear();
    assertThat(shell.run("batches --send")).isZero();
    assertThat(shell.out).isEqualTo("No batches found.\n");
    shell.clock.advance(Duration.ofMinutes(6));
    assertThat(shell.run("batches --send")).isZero();

    assertThat(shell.putData()).isEqualTo(GivenUpBatch.names("a", 0, BATCHES));
  }

  @Test
  void messagesThatSqsCouldNotShowAreCounted() {
    shell.sqs.next(
        1, ChangeMessageVisibilityBatchRequest.class, (request, call) -> failedFirst(request));

    assertThat(shell.run("batches")).isZero();

    assertThat(shell.err)
        .startsWith("1 message could not be shown again")
        .endsWith("InternalError: try again\n");
  }

  private static ChangeMessageVisibilityBatchResponse failedFirst(
      ChangeMessageVisibilityBatchRequest request) {
    List<String> ids =
        request.entries().stream().map(ChangeMessageVisibilityBatchRequestEntry::id).toList();
    return ChangeMessageVisibilityBatchResponse.builder()
        .failed(
            BatchResultErrorEntry.builder()
                .id(ids.get(0))
                .code("InternalError")
                .message("try again")
                .senderFault(false)
                .build())
        .successful(
            ids.stream()
                .skip(1)
                .map(id -> ChangeMessageVisibilityBatchResultEntry.builder().id(id).build())
                .toList())
        .build();
  }

  /** Nobody has them, and nobody has to wait for them. */
  @Test
  void messagesThatAreVisibleAlreadyAreNoFailure() {
    shell.sqs.next(
        1,
        ChangeMessageVisibilityBatchRequest.class,
        (request, call) -> {
          shell.clock.advance(Duration.ofMinutes(7));
          return call.with(request);
        });

    assertThat(shell.run("batches")).isZero();

    assertThat(shell.err).isEmpty();
  }

  @Test
  void withoutANetworkOneCallFailsAndNotOneForEveryTenMessages() {
    letEveryChangeFail();
    shell.kinesis.next(
        1,
        PutRecordRequest.class,
        Shell.then(
            () -> {
              shell.clock.advance(Duration.ofMinutes(3));
              shell.interrupt();
            }));

    assertThat(shell.run("batches --send")).isEqualTo(1);

    assertThat(shell.putData()).containsExactly(GivenUpBatch.name("a", 0));
    assertThat(changes()).as("one to extend, and one at the end").hasSize(2);
  }
}

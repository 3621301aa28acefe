package dev.iotpipeline.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.testing.AwsErrors;
import dev.iotpipeline.local.aws.testing.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;

/** Calls to the stream that fail, and are repeated or not. */
final class RedriveRetriesTest {

  private static final String THROTTLED = "ProvisionedThroughputExceededException";

  private final Shell shell = new Shell();

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  void throttledCallsAreRepeatedAndKeepTheOrder() {
    GivenUpBatch.add(shell);
    shell.kinesis.next(2, GetRecordsRequest.class, Fault.error(AwsErrors::kinesisThrottling));
    shell.kinesis.next(3, PutRecordRequest.class, Fault.error(AwsErrors::kinesisThrottling));

    assertThat(shell.run("batches --send")).isZero();

    assertThat(shell.putData()).isEqualTo(GivenUpBatch.readings(1, 4));
    assertThat(shell.clock.sleeps())
        .containsSubsequence(Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100));
  }

  @Test
  void throttlingThatLastsKeepsTheMessage() {
    GivenUpBatch.add(shell);
    shell.kinesis.next(100, PutRecordRequest.class, Fault.error(AwsErrors::kinesisThrottling));
    Instant before = shell.clock.instant();

    assertThat(shell.run("batches --send")).isEqualTo(1);
    assertThat(shell.err).contains("NOT put back", THROTTLED).hasLineCount(1);
    assertThat(shell.put).isEmpty();
    assertThat(Duration.between(before, shell.clock.instant()))
        .isBetween(Duration.ofSeconds(25), Duration.ofSeconds(31));
    shell.kinesis.clear();
    assertThat(shell.run("batches --send")).isZero();

    assertThat(shell.putData()).isEqualTo(GivenUpBatch.readings(1, 4));
    assertThat(shell.batches.size()).isZero();
  }

  @Test
  void aFaultOfTheServiceIsTriedAgain() {
    GivenUpBatch.add(shell);
    shell.kinesis.next(
        3, PutRecordRequest.class, Fault.error(() -> Shell.failure(500, "InternalFailure")));

    assertThat(shell.run("batches --send")).isZero();

    assertThat(shell.putData()).isEqualTo(GivenUpBatch.readings(1, 4));
  }

  @Test
  void aFaultThatStaysIsReportedWithinTwoSeconds() {
    AtomicReference<Instant> firstFault = new AtomicReference<>();
    String place = shell.produce("key", Shell.reading("door-1", 1));
    GivenUpBatch.addNotice(shell, 1, place, place);
    shell.kinesis.always(
        PutRecordRequest.class,
        any -> true,
        (request, call) -> {
          firstFault.compareAndSet(null, shell.clock.instant());
          throw Shell.failure(500, "InternalFailure");
        });

    assertThat(shell.run("batches --send")).isEqualTo(1);

    assertThat(shell.err).contains("NOT put back", "InternalFailure").hasLineCount(1);
    assertThat(Duration.between(firstFault.get(), shell.clock.instant()))
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void ctrlCEndsTheRepeats() {
    GivenUpBatch.add(shell);
    shell.kinesis.always(
        PutRecordRequest.class,
        any -> true,
        (request, call) -> {
          shell.interrupt();
          throw AwsErrors.kinesisThrottling();
        });

    assertThat(shell.run("batches --send")).isEqualTo(1);

    assertThat(shell.kinesis.requests(PutRecordRequest.class)).hasSize(1);
    assertThat(shell.err).contains("NOT put back", THROTTLED).hasLineCount(1);
  }

  @Test
  void anIteratorThatExpiresIsReplaced() {
    GivenUpBatch.add(shell);
    // An iterator lives five minutes, and the message is hidden for a minute more.
    shell.kinesis.next(
        1, PutRecordRequest.class, Shell.then(() -> shell.clock.advance(Duration.ofSeconds(301))));

    assertThat(shell.run("batches --send")).isZero();

    assertThat(shell.putData()).isEqualTo(GivenUpBatch.readings(1, 4));
  }
}

package dev.iotpipeline.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.testing.Fault;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;

/** Records that the user names by shard and sequence number. */
final class RedriveRecordsTest {

  private final Shell shell = new Shell();

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  void recordsByHandAreListedAndThenPutBack() {
    List<String> places = GivenUpBatch.add(shell);
    String range = records(places.get(1)) + " --to " + places.get(4);

    assertThat(shell.run(range)).isZero();
    assertThat(shell.out)
        .startsWith(
            Shell.SHARD + " " + places.get(1) + "  door-1  2026-11-23T10:15:01.000000000Z\n")
        .contains("4 records listed.");
    assertThat(shell.journal).isEmpty();
    assertThat(shell.run(range + " --send")).isZero();

    assertThat(shell.putData()).isEqualTo(GivenUpBatch.readings(1, 4));
  }

  @Test
  void withoutAnEndItIsOneRecord() {
    List<String> places = GivenUpBatch.add(shell);

    assertThat(shell.run(records(places.get(3)) + " --send")).isZero();

    assertThat(shell.putData()).isEqualTo(GivenUpBatch.readings(3, 3));
  }

  @Test
  void aFailureKeepsLaterRecordsBack() {
    List<String> places = GivenUpBatch.add(shell);
    shell.kinesis.next(
        1, PutRecordRequest.class, Fault.error(() -> Shell.failure(400, "ValidationException")));

    assertThat(shell.run(records(places.get(1)) + " --to " + places.get(4) + " --send"))
        .isEqualTo(1);

    assertThat(shell.put).isEmpty();
    assertThat(shell.out).endsWith("0 of 1 record put back.\n");
  }

  @Test
  void recordsThatHaveLeftTheStreamAreExitCodeOne() {
    List<String> places = GivenUpBatch.add(shell);
    shell.forgetBefore(places.get(2));

    assertThat(shell.run(records(places.get(1)) + " --to " + places.get(2))).isEqualTo(1);

    assertThat(shell.err)
        .contains("records before " + places.get(2) + " have left the stream")
        .hasLineCount(1);
  }

  @Test
  void aLimitIsNoGap() {
    List<String> places = GivenUpBatch.add(shell);

    assertThat(shell.run(records(places.get(1)) + " --limit 2 --to " + places.get(4))).isZero();

    assertThat(shell.out).contains("2 records listed.");
    assertThat(shell.err).isEmpty();
  }

  @Test
  void aShardThatDoesNotExistIsExitCodeOne() {
    assertThat(shell.run("records --shard shardId-000000000007 --from 98")).isEqualTo(1);

    assertThat(shell.err).contains("its shard is gone").hasLineCount(1);
  }

  @Test
  void aSequenceNumberThatTheShardDoesNotKnowIsExitCodeOne() {
    assertThat(shell.run(records("98"))).isEqualTo(1);

    assertThat(shell.err).contains("the shard does not know its place").hasLineCount(1);
  }

  @Test
  void aStreamThatDoesNotExistIsExitCodeTwo() {
    assertThat(shell.run(records("98") + " --stream no")).isEqualTo(2);

    assertThat(shell.err).contains("Stream no under account").hasLineCount(1);
  }

  private static String records(String from) {
    return "records --shard " + Shell.SHARD + " --from " + from;
  }
}

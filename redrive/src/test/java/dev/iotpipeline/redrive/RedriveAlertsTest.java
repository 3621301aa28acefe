package dev.iotpipeline.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;
import software.amazon.awssdk.services.sqs.model.SqsException;

final class RedriveAlertsTest {

  private final Shell shell = new Shell();

  private void addAlerts(int count) {
    for (int i = 1; i <= count; i++) {
      shell.alerts.add(
          Shell.reading("door-" + i, i),
          Map.of("ErrorMessage", "Task timed out", "ErrorCode", "200"));
    }
  }

  @Test
  void aDryRunListsAndChangesNothing() {
    addAlerts(12);
    shell.clock.advance(Duration.ofMinutes(12));

    assertThat(shell.run("alerts")).isZero();

    assertThat(shell.out.lines())
        .hasSize(13)
        .startsWith("door-1  2026-11-23T10:15:01.000000000Z  Task timed out  (12 min ago)")
        .last()
        .isEqualTo(
            "12 alerts listed. Nothing was changed; the same with --send puts back what can be.");
    assertThat(shell.journal).isEmpty();
    assertThat(shell.alerts.visible()).isEqualTo(12);
  }

  @Test
  void sendingInvokesFirstAndDeletesAfter() {
    addAlerts(2);

    assertThat(shell.run("alerts --send")).isZero();

    assertThat(shell.journal)
        .containsExactly("invoke", "delete message", "invoke", "delete message");
    assertThat(shell.lambda.events)
        .containsExactly(Shell.reading("door-1", 1), Shell.reading("door-2", 2));
    assertThat(shell.out).endsWith("2 of 2 alerts put back.\n");
  }

  @Test
  void anEmptyQueueIsNoFailure() {
    assertThat(shell.run("alerts --send")).isZero();

    assertThat(shell.out).isEqualTo("No alerts found.\n");
  }

  @Test
  void noMoreThanTheLimit() {
    addAlerts(5);

    assertThat(shell.run("alerts --send --limit 2")).isZero();

    assertThat(shell.lambda.events).hasSize(2);
    assertThat(shell.alerts.visible()).isEqualTo(3);
  }

  @Test
  void whatIsNoAlertRequestStaysInTheQueue() {
    shell.alerts.add("{\"device_id\":\"door-1\"}", Map.of());
    addAlerts(1);

    assertThat(shell.run("alerts")).isZero();
    assertThat(shell.out)
        .contains("message m1  (0 s ago): no alert request: ", "1 of which cannot");
    assertThat(shell.run("alerts --send")).isEqualTo(1);

    assertThat(shell.lambda.events).containsExactly(Shell.reading("door-1", 1));
    assertThat(shell.alerts.bodies()).containsExactly("{\"device_id\":\"door-1\"}");
    assertThat(shell.alerts.visible()).isEqualTo(1);
    assertThat(shell.err).contains("NOT put back  message m1").hasLineCount(1);
    assertThat(shell.out).endsWith("1 of 2 alerts put back.\n");
  }

  /** What stays in the queue is visible again after a minute, before the others' turn has come. */
  @Test
  void whatStaysInTheQueueEndsNoLongRun() {
    shell.alerts.add("no alert", Map.of());
    shell.alerts.add("nor this", Map.of());
    shell.alerts.add("nor that", Map.of());
    addAlerts(40);
    shell.lambda.onInvoke = () -> shell.clock.advance(Duration.ofSeconds(7));

    assertThat(shell.run("alerts --send")).isEqualTo(1);

    assertThat(shell.lambda.events).hasSize(40).doesNotHaveDuplicates();
    assertThat(shell.err).hasLineCount(3);
    assertThat(shell.out).endsWith("40 of 43 alerts put back.\n");
  }

  @Test
  void whatWasSentAndNotDeletedIsSentAgain() {
    addAlerts(2);
    shell.alerts.deletions.add(1, SqsException.builder(), 500, "InternalFailure");

    assertThat(shell.run("alerts --send")).isEqualTo(1);
    assertThat(shell.err).contains("door-1", "it was sent, but not deleted");
    assertThat(shell.alerts.visible()).isEqualTo(1);
    assertThat(shell.run("alerts --send")).isZero();

    assertThat(shell.lambda.events)
        .containsExactly(
            Shell.reading("door-1", 1), Shell.reading("door-2", 2), Shell.reading("door-1", 1));
    assertThat(shell.alerts.bodies()).isEmpty();
  }

  @Test
  void whatTheFunctionDoesNotTakeStays() {
    addAlerts(2);
    shell.lambda.faults.add(1, TooManyRequestsException.builder(), 429, "TooManyRequestsException");

    assertThat(shell.run("alerts --send")).isEqualTo(1);

    assertThat(shell.err).contains("NOT put back  door-1", "TooManyRequestsException");
    assertThat(shell.alerts.bodies()).containsExactly(Shell.reading("door-1", 1));
  }

  @Test
  void ctrlCFinishesTheAlertInHand() {
    addAlerts(3);
    shell.lambda.onInvoke = shell::interrupt;

    assertThat(shell.run("alerts --send")).isEqualTo(1);

    assertThat(shell.journal).containsExactly("invoke", "delete message");
    assertThat(shell.alerts.visible()).isEqualTo(2);
    assertThat(shell.out).endsWith("Interrupted. 1 of 1 alert put back.\n");
  }

  @Test
  void aFunctionThatDoesNotExistEndsTheRun() {
    addAlerts(3);

    assertThat(shell.run("alerts --send --function nothing")).isEqualTo(2);

    assertThat(shell.err).contains("redrive: what was named does not exist", "--function");
    assertThat(shell.alerts.visible()).isEqualTo(3);
  }

  @Test
  void aQueueThatDoesNotExistIsOneLine() {
    assertThat(shell.run("alerts --queue nothing")).isEqualTo(2);

    assertThat(shell.err).startsWith("redrive: what was named does not exist").hasLineCount(1);
    assertThat(shell.out).isEmpty();
  }

  @Test
  void foreignTextIsOneLineWithoutEscapes() {
    shell.alerts.add(
        Shell.reading("door-1", 1), Map.of("ErrorMessage", "two\nlines \u001b[31mred"));

    assertThat(shell.run("alerts")).isZero();

    assertThat(shell.out).contains("two lines  [31mred").hasLineCount(2);
  }
}

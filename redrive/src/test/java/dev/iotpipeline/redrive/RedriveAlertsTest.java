package dev.iotpipeline.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.testing.AwsErrors;
import dev.iotpipeline.local.aws.testing.Fault;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.SqsException;

final class RedriveAlertsTest {

  private final Shell shell = new Shell();

  @AfterEach
  void close() {
    shell.close();
  }

  private void addAlerts(int count) {
    for (int i = 1; i <= count; i++) {
      shell.alerts.send(
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
    assertThat(Shell.visible(shell.alerts)).hasSize(12);
  }

  @Test
  void sendingInvokesFirstAndDeletesAfter() {
    addAlerts(2);

    assertThat(shell.run("alerts --send")).isZero();

    assertThat(shell.journal)
        .containsExactly("invoke", "delete message", "invoke", "delete message");
    assertThat(shell.events)
        .containsExactly(Shell.reading("door-1", 1), Shell.reading("door-2", 2));
    assertThat(shell.out).endsWith("2 of 2 alerts put back.\n");
  }

  /** The consumer asks for a batch's notices in one event. */
  @Test
  void aMessageWithManyRequestsIsOneEventAgain() {
    String event = "[" + Shell.reading("door-1", 1) + "," + Shell.reading("door-2", 2) + "]";
    shell.alerts.send(event, Map.of("ErrorMessage", "Task timed out"));

    assertThat(shell.run("alerts --send")).isZero();

    assertThat(shell.events).containsExactly(event);
    assertThat(shell.out)
        .startsWith("put back  door-1  2026-11-23T10:15:01.000000000Z  and 1 more  Task timed out");
    assertThat(shell.alerts.size()).isZero();
  }

  @Test
  void anEmptyQueueIsNoFailure() {
    assertThat(shell.run("alerts --send")).isZero();

    assertThat(shell.out).isEqualTo("No alerts found.\n");
  }

  @Test
  void aRunPutsBackNoMoreThanTheLimit() {
    addAlerts(5);

    assertThat(shell.run("alerts --send --limit 2")).isZero();

    assertThat(shell.events).hasSize(2);
    assertThat(Shell.visible(shell.alerts)).hasSize(3);
  }

  @Test
  void aMessageThatIsNoAlertRequestStaysInTheQueue() {
    shell.alerts.send("{\"device_id\":\"door-1\"}", Map.of());
    addAlerts(1);

    assertThat(shell.run("alerts")).isZero();
    assertThat(shell.out)
        .matches("(?s)message [-0-9a-f]{36}  \\(0 s ago\\): no alert request: .*")
        .contains("1 of which cannot");
    assertThat(shell.run("alerts --send")).isEqualTo(1);

    assertThat(shell.events).containsExactly(Shell.reading("door-1", 1));
    assertThat(Shell.visible(shell.alerts)).containsExactly("{\"device_id\":\"door-1\"}");
    assertThat(Shell.visible(shell.alerts)).hasSize(1);
    assertThat(shell.err).contains("NOT put back  message ").hasLineCount(1);
    assertThat(shell.out).endsWith("1 of 2 alerts put back.\n");
  }

  /** A message that stays in the queue is visible again after a minute, before the last is read. */
  @Test
  void messagesThatStayInTheQueueDoNotEndALongRun() {
    shell.alerts.send("no alert", Map.of());
    shell.alerts.send("nor this", Map.of());
    shell.alerts.send("nor that", Map.of());
    addAlerts(40);
    shell.lambda.always(
        InvokeRequest.class,
        any -> true,
        Shell.then(() -> shell.clock.advance(Duration.ofSeconds(7))));

    assertThat(shell.run("alerts --send")).isEqualTo(1);

    assertThat(shell.events).hasSize(40).doesNotHaveDuplicates();
    assertThat(shell.err).hasLineCount(3);
    assertThat(shell.out).endsWith("40 of 43 alerts put back.\n");
  }

  @Test
  void anAlertThatWasSentAndNotDeletedIsSentAgain() {
    addAlerts(2);
    shell.sqs.next(
        1,
        DeleteMessageRequest.class,
        Fault.error(
            () -> AwsErrors.of(SqsException.builder(), 500, "InternalFailure", "said the test")));

    assertThat(shell.run("alerts --send")).isEqualTo(1);
    assertThat(shell.err).contains("door-1", "it was sent, but not deleted");
    assertThat(Shell.visible(shell.alerts)).hasSize(1);
    assertThat(shell.run("alerts --send")).isZero();

    assertThat(shell.events)
        .containsExactly(
            Shell.reading("door-1", 1), Shell.reading("door-2", 2), Shell.reading("door-1", 1));
    assertThat(shell.alerts.size()).isZero();
  }

  @Test
  void anAlertThatTheFunctionDoesNotTakeStays() {
    addAlerts(2);
    shell.lambda.next(1, InvokeRequest.class, Fault.error(AwsErrors::lambdaThrottling));

    assertThat(shell.run("alerts --send")).isEqualTo(1);

    assertThat(shell.err).contains("NOT put back  door-1", "TooManyRequestsException");
    assertThat(Shell.visible(shell.alerts)).containsExactly(Shell.reading("door-1", 1));
  }

  @Test
  void ctrlCFinishesTheCurrentAlert() {
    addAlerts(3);
    shell.lambda.always(InvokeRequest.class, any -> true, Shell.then(shell::interrupt));

    assertThat(shell.run("alerts --send")).isEqualTo(1);

    assertThat(shell.journal).containsExactly("invoke", "delete message");
    assertThat(Shell.visible(shell.alerts)).hasSize(2);
    assertThat(shell.out).endsWith("Interrupted. 1 of 1 alert put back.\n");
  }

  @Test
  void aFunctionThatDoesNotExistEndsTheRun() {
    addAlerts(3);

    assertThat(shell.run("alerts --send --function nothing")).isEqualTo(2);

    assertThat(shell.err).contains("redrive: what was named does not exist", "--function");
    assertThat(Shell.visible(shell.alerts)).hasSize(3);
  }

  @Test
  void aQueueThatDoesNotExistIsOneLine() {
    assertThat(shell.run("alerts --queue nothing")).isEqualTo(2);

    assertThat(shell.err).startsWith("redrive: what was named does not exist").hasLineCount(1);
    assertThat(shell.out).isEmpty();
  }

  @Test
  void textFromOutsideIsOneLineWithoutEscapes() {
    shell.alerts.send(
        Shell.reading("door-1", 1), Map.of("ErrorMessage", "two\nlines \u001b[31mred"));

    assertThat(shell.run("alerts")).isZero();

    assertThat(shell.out).contains("two lines  [31mred").hasLineCount(2);
  }
}

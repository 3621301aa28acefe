package dev.iotpipeline.consumer;

import static dev.iotpipeline.consumer.ShadowedConsumer.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.iotpipeline.local.aws.testing.AwsErrors;
import dev.iotpipeline.local.aws.testing.DynamoDbTables;
import dev.iotpipeline.local.aws.testing.Fault;
import dev.iotpipeline.telemetry.Notice;
import dev.iotpipeline.telemetry.shadow.LifeCycle;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;

/** The check for devices of which nothing is heard. */
@ExtendWith(DynamoDbTables.Shared.class)
class SilenceCheckTest {

  private static final LifeCycle COOL_DOWN =
      new LifeCycle(Duration.ofSeconds(300), BigDecimal.ZERO, 1);

  private final ShadowedConsumer consumer;

  SilenceCheckTest(DynamoDbTables tables) {
    consumer = new ShadowedConsumer(tables, COOL_DOWN);
  }

  @Test
  void aSilentDeviceIsToldOnceAndAgainWhenItIsBack() {
    consumer.handle(List.of(record(1, "a", 0, "20"), record(2, "b", 0, "20")));
    consumer.clock.advance(Duration.ofSeconds(250));
    consumer.handle(List.of(record(3, "b", 250, "20")));
    consumer.checkSilence();
    assertThat(consumer.alerts.requests()).isEmpty();

    consumer.clock.advance(Duration.ofSeconds(350));
    consumer.handle(List.of(record(4, "b", 600, "20")));
    consumer.checkSilence();
    consumer.checkSilence();
    consumer.clock.advance(Duration.ofSeconds(400));
    consumer.handle(List.of(record(5, "b", 1000, "20"), record(6, "a", 1000, "20")));

    assertThat(consumer.alerts.requests())
        .extracting(
            request -> request.reading().deviceId(),
            request -> request.context().notices().notices().get(0).kind())
        .containsExactly(tuple("a", Notice.Kind.RAISED), tuple("a", Notice.Kind.CLEARED));
  }

  /** What people are told of devices, in order. */
  private List<Notice.Kind> told() {
    return consumer.alerts.requests().stream()
        .map(request -> request.context().notices().notices().get(0).kind())
        .toList();
  }

  @Test
  void aDeviceThatComesBackDuringTheCheckIsCleared() {
    consumer.handle(List.of(record(1, "a", 0, "20")));
    consumer.clock.advance(Duration.ofSeconds(900));
    consumer.lambda.next(
        1,
        InvokeRequest.class,
        (request, call) -> {
          Object answer = call.with(request);
          consumer.handle(List.of(record(2, "a", 900, "20")));
          return answer;
        });
    consumer.checkSilence();
    consumer.checkSilence();
    assertThat(told()).containsExactly(Notice.Kind.RAISED, Notice.Kind.CLEARED);
    assertThat(consumer.tables.shadowItems().get("a").get("silence_slot").s()).startsWith("2026-");
  }

  @Test
  void aRecordThatWasReadBeforeTheMarkIsJudgedAgainAndClearsIt() {
    consumer.handle(List.of(record(1, "a", 0, "20")));
    consumer.clock.advance(Duration.ofSeconds(900));
    consumer.table.next(
        1,
        BatchExecuteStatementRequest.class,
        (request, call) -> {
          consumer.checkSilence();
          return call.with(request);
        });
    assertThat(consumer.handle(List.of(record(2, "a", 900, "20")))).isEmpty();
    assertThat(told()).containsExactly(Notice.Kind.RAISED, Notice.Kind.CLEARED);
  }

  @Test
  void aMarkWhoseAnswerGetsLostTellsNobodyThatTheDeviceIsBack() {
    consumer.handle(List.of(record(1, "a", 0, "20")));
    consumer.clock.advance(Duration.ofSeconds(900));
    consumer.table.next(
        1, BatchExecuteStatementRequest.class, Fault.answerLost(AwsErrors::timeout));
    consumer.checkSilence();
    consumer.checkSilence();
    assertThat(told()).containsExactly(Notice.Kind.RAISED);
  }

  @Test
  void twoChecksAtOnceTellOnce() {
    consumer.handle(List.of(record(1, "a", 0, "20")));
    consumer.clock.advance(Duration.ofSeconds(900));
    consumer.table.next(
        1,
        BatchExecuteStatementRequest.class,
        (request, call) -> {
          consumer.checkSilence();
          return call.with(request);
        });
    consumer.checkSilence();
    assertThat(told()).containsExactly(Notice.Kind.RAISED);
  }

  @Test
  void aCheckThatBreaksOffIsFinishedByTheNext() {
    consumer.handle(List.of(record(1, "a", 0, "20")));
    consumer.clock.advance(Duration.ofSeconds(900));
    consumer.lambda.always(
        InvokeRequest.class, any -> true, Fault.error(AwsErrors::lambdaThrottling));
    assertThat(consumer.checkSilence()).containsEntry("silent", 0);
    consumer.lambda.clear();
    consumer.checkSilence();
    consumer.checkSilence();
    consumer.handle(List.of(record(2, "a", 960, "20")));
    assertThat(told()).containsExactly(Notice.Kind.RAISED, Notice.Kind.CLEARED);
  }
}

package dev.iotpipeline.local.aws.lambda.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.KinesisTimeWindowEvent;
import com.amazonaws.services.lambda.runtime.events.TimeWindowEventResponse;
import com.amazonaws.services.lambda.runtime.events.TimeWindowEventResponse.BatchItemFailure;
import dev.iotpipeline.aws.FakeClock;
import dev.iotpipeline.local.aws.lambda.FunctionSettings;
import dev.iotpipeline.local.aws.lambda.HandlerFunction;
import dev.iotpipeline.local.aws.lambda.InvocationResult;
import dev.iotpipeline.local.aws.lambda.LocalFunction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a handler of AWS's own event class sees of a window, and what comes of its response. */
@Timeout(60)
class WindowEventTest {

  private static final Settings SETTINGS = new Settings().tumblingWindow(120);

  private final List<KinesisTimeWindowEvent> events = new ArrayList<>();
  private final Queue<TimeWindowEventResponse> responses = new ArrayDeque<>();
  private final HandlerFunction function =
      HandlerFunction.of(
          new FunctionSettings("fleet", Duration.ofSeconds(60), 512, 1),
          () ->
              (event, context) -> {
                events.add(event);
                return responses.isEmpty()
                    ? new TimeWindowEventResponse(Map.of("\"calls\"", "€ " + events.size()), null)
                    : responses.remove();
              },
          KinesisTimeWindowEvent.class,
          TimeWindowEventResponse.class,
          new FakeClock(),
          line -> {});

  @AfterEach
  void close() {
    function.close();
  }

  @Test
  void everythingReachesTheHandler() {
    MappingRun run = new MappingRun(SETTINGS, 1, function);
    run.put("sensor-007 \"ü\"");
    run.runToTheEnd();

    KinesisTimeWindowEvent event = events.get(0);
    assertThat(event.getWindow().getStart()).isEqualTo("2026-11-23T10:14:00Z");
    assertThat(event.getWindow().getEnd()).isEqualTo("2026-11-23T10:16:00Z");
    assertThat(event.getState()).isEmpty();
    assertThat(event.getShardId()).isEqualTo("shardId-000000000000");
    assertThat(event.getEventSourceArn())
        .isEqualTo("arn:aws:kinesis:us-east-1:000000000000:stream/readings");
    assertThat(event.getIsFinalInvokeForWindow()).isFalse();
    assertThat(event.getIsWindowTerminatedEarly()).isFalse();
    assertThat(event.getRecords())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.getEventID()).startsWith("shardId-000000000000:4967");
              assertThat(record.getEventSourceARN()).isEqualTo(event.getEventSourceArn());
              assertThat(record.getKinesis().getPartitionKey()).isEqualTo("sensor-007 \"ü\"");
              assertThat(record.getKinesis().getApproximateArrivalTimestamp())
                  .isEqualTo("2026-11-23T10:15:30.123Z");
              assertThat(StandardCharsets.UTF_8.decode(record.getKinesis().getData()).toString())
                  .isEqualTo("1");
            });

    KinesisTimeWindowEvent last = events.get(1);
    assertThat(last.getWindow()).isEqualTo(event.getWindow());
    assertThat(last.getState()).containsExactly(Map.entry("\"calls\"", "€ 1"));
    assertThat(last.getRecords()).isEmpty();
    assertThat(last.getIsFinalInvokeForWindow()).isTrue();
    assertThat(last.getIsWindowTerminatedEarly()).isFalse();
    assertThat(events).hasSize(2);
  }

  @Test
  void aResponseReportsFailuresAndHasAState() {
    MappingRun run = new MappingRun(SETTINGS, 1, function);
    run.put(1);
    String second = run.put("sensor-001").sequenceNumber();
    responses.add(
        new TimeWindowEventResponse(Map.of("a", "1"), List.of(new BatchItemFailure(second))));
    run.runToTheEnd();
    assertThat(events).extracting(event -> event.getRecords().size()).containsExactly(2, 1, 0);
    assertThat(events.get(1).getState()).isEqualTo(Map.of("a", "1"));
  }

  @Test
  void anEmptyResponseHasNoStateAndSoHasFailed() {
    MappingRun run = new MappingRun(SETTINGS, 1, function);
    run.put(1);
    responses.add(new TimeWindowEventResponse());
    run.runToTheEnd();
    assertThat(events).extracting(event -> event.getRecords().size()).containsExactly(1, 1, 0);
  }

  @Test
  void aStateOfOneMegabytePassesAndOneByteMoreEndsTheWindowEarly() {
    // {"a":"..."} has 8 characters around the value.
    String most = "x".repeat(TumblingWindow.MOST_STATE_BYTES - 8);
    MappingRun run = new MappingRun(SETTINGS, 1, function);
    responses.add(new TimeWindowEventResponse(Map.of("a", most), null));
    responses.add(new TimeWindowEventResponse(Map.of("a", most + "x"), null));
    run.put(11);
    run.runToTheEnd();
    assertThat(events).extracting(event -> event.getRecords().size()).containsExactly(10, 1, 0, 0);
    assertThat(events.get(1).getState()).isEqualTo(Map.of("a", most));
    assertThat(events.get(2).getState()).isEqualTo(Map.of("a", most + "x"));
    assertThat(events.get(2).getIsWindowTerminatedEarly()).isTrue();
    assertThat(events.get(2).getIsFinalInvokeForWindow()).isFalse();
    assertThat(events.get(3).getState()).isEmpty();
    assertThat(events.get(3).getIsFinalInvokeForWindow()).isTrue();
  }

  @Test
  void theEventStaysBelowSixMegabytesWithTheLargestState() {
    List<Integer> sizes = new ArrayList<>();
    LocalFunction measured =
        new LocalFunction() {
          @Override
          public String arn() {
            return function.arn();
          }

          @Override
          public InvocationResult invoke(String requestId, byte[] payload) {
            sizes.add(payload.length);
            return function.invoke(requestId, payload);
          }
        };
    String most = "x".repeat(TumblingWindow.MOST_STATE_BYTES - 8);
    MappingRun run = new MappingRun(SETTINGS.batchSize(100).window(60), 1, measured);
    for (int i = 0; i < 14; i++) {
      responses.add(new TimeWindowEventResponse(Map.of("a", most), null));
      run.putLarge(900_000);
    }
    run.runToTheEnd();
    assertThat(events.get(1).getRecords()).hasSize(4);
    assertThat(sizes.get(1))
        .isGreaterThan(5 * 1024 * 1024)
        .isLessThanOrEqualTo(BatchGatherer.MOST_BYTES);
  }
}

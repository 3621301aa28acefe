package dev.iotpipeline.local.aws.lambda.mapping;

import static dev.iotpipeline.local.aws.lambda.mapping.Answer.fails;
import static dev.iotpipeline.local.aws.lambda.mapping.Answer.reports;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.iotpipeline.local.aws.kinesis.StreamRecord;
import dev.iotpipeline.local.aws.lambda.mapping.DiscardedBatch.Condition;
import dev.iotpipeline.local.aws.lambda.mapping.DiscardedBatch.RequestContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a failure destination hears. */
class DiscardedBatchTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void theNotificationHasTheShapeOfAws() throws Exception {
    MappingRun run = new MappingRun(new Settings().retries(1));
    run.function.script(fails(), fails());
    run.put(1);
    run.clock.advance(Duration.ofMillis(250));
    run.put(1);
    run.runToTheEnd();
    List<StreamRecord> records = run.discarded.get(0).records();

    JsonNode expected =
        JSON.readTree(
            """
            {
              "requestContext": {
                "requestId": "request-2",
                "functionArn": "arn:aws:lambda:us-east-1:000000000000:function:scripted",
                "condition": "RetryAttemptsExhausted",
                "approximateInvokeCount": 2
              },
              "responseContext": {
                "statusCode": 200,
                "executedVersion": "$LATEST",
                "functionError": "Unhandled"
              },
              "version": "1.0",
              "timestamp": "2026-11-23T10:15:31.373Z",
              "KinesisBatchInfo": {
                "shardId": "shardId-000000000000",
                "startSequenceNumber": "%s",
                "endSequenceNumber": "%s",
                "approximateArrivalOfFirstRecord": "2026-11-23T10:15:30.123Z",
                "approximateArrivalOfLastRecord": "2026-11-23T10:15:30.373Z",
                "batchSize": 2,
                "streamArn": "arn:aws:kinesis:us-east-1:000000000000:stream/readings"
              }
            }
            """
                .formatted(records.get(0).sequenceNumber(), records.get(1).sequenceNumber()));
    assertThat(JSON.readTree(run.discarded.get(0).toJson())).isEqualTo(expected);
  }

  @Test
  void afterAPartialFailureThereIsNoFunctionError() throws Exception {
    MappingRun run = new MappingRun(new Settings().retries(1));
    run.function.script(reports(2), reports(2), reports(2));
    run.put(3);
    run.runToTheEnd();
    JsonNode notification = JSON.readTree(run.discarded.get(0).toJson());
    assertThat(notification.at("/responseContext/statusCode").intValue()).isEqualTo(200);
    assertThat(notification.at("/responseContext/functionError").isNull()).isTrue();
    assertThat(notification.at("/requestContext/approximateInvokeCount").intValue()).isEqualTo(2);
    assertThat(notification.at("/KinesisBatchInfo/batchSize").intValue()).isEqualTo(2);
  }

  @Test
  void recordsThatWereNeverTriedHaveNoResponse() throws Exception {
    MappingRun run = new MappingRun(new Settings().age(60));
    run.put(1);
    run.clock.advance(Duration.ofMinutes(2));
    run.runToTheEnd();
    JsonNode notification = JSON.readTree(run.discarded.get(0).toJson());
    assertThat(notification.has("responseContext")).isFalse();
    assertThat(notification.at("/requestContext/condition").textValue())
        .isEqualTo("RecordAgeExceeded");
    assertThat(notification.at("/requestContext/approximateInvokeCount").intValue()).isEqualTo(1);
    assertThat(notification.at("/requestContext/requestId").textValue()).isNotEmpty();
  }

  @Test
  void recordsThatGrewTooOldWhileTheyWereTriedHaveNoResponseEither() throws Exception {
    MappingRun run = new MappingRun(new Settings().age(60).retries(-1));
    run.function.script(fails(), fails());
    run.put(1);
    run.runNow();
    run.clock.advance(Duration.ofSeconds(1));
    run.runNow();
    run.clock.advance(Duration.ofMinutes(2));
    run.runToTheEnd();
    JsonNode notification = JSON.readTree(run.discarded.get(0).toJson());
    assertThat(notification.has("responseContext")).isFalse();
    assertThat(notification.at("/requestContext/condition").textValue())
        .isEqualTo("RecordAgeExceeded");
    assertThat(notification.at("/requestContext/approximateInvokeCount").intValue()).isEqualTo(2);
    assertThat(notification.at("/requestContext/requestId").textValue()).isEqualTo("request-2");
  }

  @Test
  void theNotificationTellsNothingOfThePayload() {
    byte[] data = "secret".getBytes(StandardCharsets.UTF_8);
    DiscardedBatch batch =
        new DiscardedBatch(
            new RequestContext("id", "arn", Condition.RETRY_ATTEMPTS_EXHAUSTED, 1),
            null,
            Instant.EPOCH,
            "shardId-000000000000",
            "arn",
            List.of(new StreamRecord(0, "1", "private-key", data, Instant.EPOCH)));
    assertThat(batch.toJson()).doesNotContain("secret", "c2VjcmV0", "private-key");
  }

  @Test
  void theCheckpointMovesOnEvenIfTheDestinationFails() {
    MappingRun run = new MappingRun(new Settings());
    ScriptedFunction function = new ScriptedFunction();
    function.otherwise(fails());
    EventSourceMapping mapping =
        run.mapping(
            new Settings().retries(0),
            function,
            batch -> {
              throw new IllegalStateException("the queue is gone");
            });
    run.put(3);
    run.runToTheEnd(mapping);
    assertThat(mapping.counts().recordsDiscarded()).isEqualTo(3);
    assertThat(run.log).anyMatch(line -> line.contains("failure_destination_failed"));
  }
}

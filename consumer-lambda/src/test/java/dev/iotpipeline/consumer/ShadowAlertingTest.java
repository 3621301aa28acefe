package dev.iotpipeline.consumer;

import static dev.iotpipeline.consumer.ShadowedConsumer.START;
import static dev.iotpipeline.consumer.ShadowedConsumer.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.iotpipeline.aws.SequenceNumbers;
import dev.iotpipeline.local.aws.testing.AwsErrors;
import dev.iotpipeline.local.aws.testing.DynamoDbTables;
import dev.iotpipeline.local.aws.testing.Fault;
import dev.iotpipeline.telemetry.AlertRequest;
import dev.iotpipeline.telemetry.Anomaly;
import dev.iotpipeline.telemetry.AnomalyDetector;
import dev.iotpipeline.telemetry.AnomalyKind;
import dev.iotpipeline.telemetry.Notice;
import dev.iotpipeline.telemetry.shadow.LifeCycle;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;

@ExtendWith(DynamoDbTables.Shared.class)
class ShadowAlertingTest {

  private static final LifeCycle COOL_DOWN =
      new LifeCycle(Duration.ofSeconds(300), BigDecimal.ZERO, 1);

  private final DynamoDbTables tables;

  ShadowAlertingTest(DynamoDbTables tables) {
    this.tables = tables;
  }

  @Test
  void aRiseIsFoundAcrossBatchesAndInstances() {
    ShadowedConsumer consumer = new ShadowedConsumer(tables, LifeCycle.OFF);
    consumer.handle(List.of(record(1, "a", 0, "20")));
    consumer.restart();
    consumer.handle(List.of(record(2, "a", 30, "26.5")));

    AlertRequest request = consumer.alerts.requests().get(0);
    assertThat(AnomalyDetector.detect(request.reading(), request.context().grounds()))
        .extracting(Anomaly::kind, anomaly -> anomaly.rise().baseline())
        .containsExactly(tuple(AnomalyKind.TEMPERATURE_RISING, new BigDecimal("20")));
    assertThat(request.context().notices()).isNull();
  }

  @Test
  void aBatchThatComesAgainIsCovered() {
    ShadowedConsumer consumer = new ShadowedConsumer(tables, LifeCycle.OFF);
    var batch = List.of(record(1, "a", 0, "20"), record(2, "a", 1, "50"));
    consumer.handle(batch);
    consumer.restart();
    assertThat(consumer.handle(batch)).isEmpty();
    assertThat(consumer.alerts.requests()).hasSize(1);
    assertThat(consumer.tables.shadowItems().get("a").get("readings").n()).isEqualTo("2");
  }

  @Test
  void aBatchOfManyDevicesCostsOneReadAndAWriteForEachTwentyFive() {
    ShadowedConsumer consumer = new ShadowedConsumer(tables, LifeCycle.OFF);
    consumer.handle(
        IntStream.range(0, 100).mapToObj(i -> record(i, "device-" + i, 0, "20")).toList());
    assertThat(consumer.table.requests(BatchGetItemRequest.class)).hasSize(1);
    assertThat(consumer.table.requests(BatchExecuteStatementRequest.class)).hasSize(4);
    assertThat(consumer.tables.shadowItems()).hasSize(100);
  }

  @Test
  void withALifeCycleOneInvocationCarriesWhatABatchHasToSay() {
    ShadowedConsumer consumer = new ShadowedConsumer(tables, COOL_DOWN);
    consumer.handle(
        List.of(
            record(1, "a", 0, "46"),
            record(2, "b", 0, "20"),
            record(3, "a", 1, "47"),
            record(4, "a", 2, "44"),
            record(5, "b", 1, "20")));

    assertThat(consumer.alerts.invocations()).hasSize(1);
    assertThat(consumer.alerts.requests())
        .extracting(
            request -> request.reading().temperature().intValue(),
            request -> request.context().notices().notices().stream().map(Notice::kind).toList())
        .containsExactly(
            tuple(46, List.of(Notice.Kind.RAISED)),
            tuple(47, List.of()),
            tuple(44, List.of(Notice.Kind.CLEARED)));
    assertThat(consumer.alerts.requests().get(0).context().notices().closesAt())
        .isEqualTo(START.plusSeconds(5));
  }

  @Test
  void aReadingThatIsNotStoredEndsTheRowOfItsDevice() {
    ShadowedConsumer consumer = new ShadowedConsumer(tables, LifeCycle.OFF);
    consumer.table.always(
        BatchWriteItemRequest.class, any -> true, Fault.error(AwsErrors::dynamoDbThrottling));
    var batch = List.of(record(1, "a", 0, "50"));
    assertThat(consumer.handle(batch)).hasSize(1);
    assertThat(consumer.tables.shadowItems()).isEmpty();
    assertThat(consumer.alerts.requests()).isEmpty();

    consumer.table.clear();
    assertThat(consumer.handle(batch)).isEmpty();
    assertThat(consumer.alerts.requests()).hasSize(1);
  }

  @Test
  void aShadowDoesNotCoverAnAlertThatWasNotAccepted() {
    ShadowedConsumer consumer = new ShadowedConsumer(tables, LifeCycle.OFF);
    var batch = List.of(record(1, "a", 0, "20"), record(2, "a", 1, "50"), record(3, "a", 2, "20"));
    consumer.lambda.always(
        InvokeRequest.class, any -> true, Fault.error(AwsErrors::lambdaThrottling));
    assertThat(consumer.handle(batch)).containsExactly(Events.sequenceNumber(2));
    assertThat(consumer.tables.shadowItems().get("a").get("sequence_number").s())
        .isEqualTo(padded(1));

    consumer.lambda.clear();
    assertThat(consumer.handle(batch.subList(1, 3))).isEmpty();
    assertThat(consumer.alerts.requests()).hasSize(1);
    assertThat(consumer.tables.shadowItems().get("a").get("sequence_number").s())
        .isEqualTo(padded(3));
  }

  private static String padded(int number) {
    return SequenceNumbers.padded(Events.sequenceNumber(number));
  }

  @Test
  void aShadowThatCannotBeWrittenMakesItsRecordsComeAgain() {
    ShadowedConsumer consumer = new ShadowedConsumer(tables, LifeCycle.OFF);
    consumer.table.always(
        BatchExecuteStatementRequest.class,
        any -> true,
        Fault.error(AwsErrors::dynamoDbThrottling));
    var batch = List.of(record(1, "a", 0, "20"), record(2, "b", 0, "50"));
    assertThat(consumer.handle(batch))
        .containsExactly(Events.sequenceNumber(1), Events.sequenceNumber(2));
    assertThat(consumer.linesOf("shadow_write_failed")).isNotEmpty();
  }

  @Test
  void aShadowThatCannotBeReadMakesItsRecordsComeAgain() {
    ShadowedConsumer consumer = new ShadowedConsumer(tables, LifeCycle.OFF);
    consumer.table.always(
        BatchGetItemRequest.class, any -> true, Fault.error(AwsErrors::dynamoDbThrottling));
    assertThat(consumer.handle(List.of(record(1, "a", 0, "50")))).hasSize(1);
    assertThat(consumer.alerts.requests()).isEmpty();
  }

  @Test
  void aLostRaceIsJudgedAgainFromTheOthersShadow() {
    ShadowedConsumer consumer = new ShadowedConsumer(tables, COOL_DOWN);
    consumer.handle(List.of(record(0, "a", 0, "20")));
    var first = List.of(record(1, "a", 1, "46"));
    var both = List.of(record(1, "a", 1, "46"), record(2, "a", 2, "47"));
    consumer.table.next(
        1,
        BatchExecuteStatementRequest.class,
        (request, call) -> {
          // Another invocation with a part of the batch is faster.
          consumer.handle(first);
          return call.with(request);
        });
    assertThat(consumer.handle(both)).isEmpty();
    Map<String, AttributeValue> shadow = consumer.tables.shadowItems().get("a");
    assertThat(shadow.get("readings").n()).isEqualTo("3");
    assertThat(consumer.alerts.requests().stream().distinct())
        .as("the same requests, however often")
        .hasSize(2);
  }

  @Test
  void thresholdsDifferByDeviceAndByPrefix() {
    ShadowedConsumer consumer = new ShadowedConsumer(tables, LifeCycle.OFF);
    threshold(consumer, "cabinet-*", "60");
    threshold(consumer, "cabinet-7", "30");
    threshold(consumer, "cab*", "10");
    consumer.handle(
        List.of(
            record(1, "cabinet-1", 0, "50"),
            record(2, "cabinet-7", 0, "31"),
            record(3, "cable-1", 0, "11"),
            record(4, "room-1", 0, "46"),
            record(5, "room-2", 0, "44")));
    assertThat(consumer.alerts.requests())
        .extracting(
            request -> request.reading().deviceId(),
            request -> request.context().grounds().thresholds().temperatureHigh().intValue())
        .containsExactlyInAnyOrder(
            tuple("cabinet-7", 30), tuple("cable-1", 10), tuple("room-1", 45));
  }

  @Test
  void whatCannotBeReadAgainHoldsAndCostsNoBatchItsTime() {
    ShadowedConsumer consumer = new ShadowedConsumer(tables, LifeCycle.OFF);
    threshold(consumer, "cab*", "10");
    consumer.handle(List.of(record(1, "cable-1", 0, "5")));
    consumer.clock.advance(Duration.ofMinutes(2));
    consumer.table.always(
        ScanRequest.class, any -> true, Fault.error(AwsErrors::dynamoDbThrottling));
    Instant before = consumer.clock.instant();

    assertThat(consumer.handle(List.of(record(2, "cable-1", 120, "11")))).isEmpty();

    assertThat(consumer.alerts.requests()).hasSize(1);
    assertThat(Duration.between(before, consumer.clock.instant()))
        .isLessThanOrEqualTo(Duration.ofSeconds(1));
    assertThat(consumer.linesOf("thresholds_not_read")).hasSize(1);
    consumer.handle(List.of(record(3, "cable-1", 121, "11")));
    assertThat(consumer.linesOf("thresholds_not_read")).as("a pause").hasSize(1);
  }

  private void threshold(ShadowedConsumer consumer, String appliesTo, String value) {
    consumer.tables.client.putItem(
        put ->
            put.tableName(consumer.tables.thresholds)
                .item(
                    Map.of(
                        "applies_to",
                        AttributeValue.fromS(appliesTo),
                        "temperature_above",
                        AttributeValue.fromN(value))));
  }

  @Test
  void aRecordOfAnotherShardWithALowerNumberHasItsThresholds() {
    ShadowedConsumer consumer = new ShadowedConsumer(tables, LifeCycle.OFF);
    consumer.handle(List.of(record(5, "a", 5, "20")));
    var misplaced = record(1, "a", 1, "50");
    misplaced.setEventID("shardId-000000000001:" + Events.sequenceNumber(1));
    var normal = record(2, "a", 2, "20");
    normal.setEventID("shardId-000000000001:" + Events.sequenceNumber(2));

    assertThat(consumer.handle(List.of(misplaced, normal))).isEmpty();

    assertThat(consumer.alerts.requests()).hasSize(1);
    assertThat(consumer.tables.shadowItems().get("a").get("readings").n()).isEqualTo("1");
  }

  @Test
  void recordsWithoutANumberHaveTheirThresholds() {
    ShadowedConsumer consumer = new ShadowedConsumer(tables, LifeCycle.OFF);
    var normal = record(1, "a", 0, "20");
    normal.getKinesis().setSequenceNumber("");
    var hot = record(2, "a", 1, "50");
    hot.getKinesis().setSequenceNumber("");

    assertThat(consumer.handle(List.of(normal, hot))).isEmpty();

    assertThat(consumer.alerts.requests()).hasSize(1);
  }
}

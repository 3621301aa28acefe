package dev.iotpipeline.consumer;

import static dev.iotpipeline.consumer.Events.anomaly;
import static dev.iotpipeline.consumer.Events.event;
import static dev.iotpipeline.consumer.Events.reading;
import static dev.iotpipeline.consumer.Events.sequenceNumber;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import dev.iotpipeline.local.aws.testing.AwsErrors;
import dev.iotpipeline.local.aws.testing.DynamoDbTables;
import dev.iotpipeline.local.aws.testing.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

@ExtendWith(DynamoDbTables.Shared.class)
class QuarantineTest {

  private final DynamoDbTables tables;
  private final Consumer consumer;

  QuarantineTest(DynamoDbTables tables) {
    this.tables = tables;
    consumer = Consumer.withQuarantine(tables);
  }

  @Test
  void aRejectedRecordGoesToTheQuarantineAndItsShardMovesOn() {
    String payload = reading("sensor-007", "23.5", "101");

    assertThat(consumer.handle(event(reading("before"), payload, reading("after")))).isEmpty();

    assertThat(consumer.stored()).hasSize(2);
    assertThat(consumer.quarantined())
        .containsExactly(
            Map.of(
                "shard_id", AttributeValue.fromS(Events.SHARD),
                "sequence_number", AttributeValue.fromS(sequenceNumber(1)),
                "reason", AttributeValue.fromS("physically_impossible"),
                "field", AttributeValue.fromS("humidity"),
                "detail",
                    AttributeValue.fromS(
                        "humidity is 101; it has to be at least 0 and at most 100 %"),
                "partition_key", AttributeValue.fromS("key-1"),
                "payload", AttributeValue.fromB(SdkBytes.fromUtf8String(payload)),
                "payload_bytes", AttributeValue.fromN(String.valueOf(payload.length())),
                "payload_cut", AttributeValue.fromBool(false),
                "arrival_timestamp", AttributeValue.fromS("2026-11-23T10:15:31.250000000Z")));
    assertThat(consumer.linesOf("record_rejected")).hasSize(1);
    assertThat(consumer.linesOf("batch_processed"))
        .singleElement()
        .asString()
        .contains("\"stored\":2,\"rejected\":1,\"quarantined\":1,", "\"failed\":0");
  }

  @Test
  void aRecordWithoutDataGoesToTheQuarantineToo() {
    KinesisEvent event = new KinesisEvent();
    event.setRecords(List.of(Events.record(0, null)));

    assertThat(consumer.handle(event)).isEmpty();
    assertThat(consumer.quarantined())
        .singleElement()
        .satisfies(item -> assertThat(item.get("payload_bytes").n()).isEqualTo("0"));
  }

  @Test
  void aFloodCostsAFewCalls() {
    assertThat(consumer.handle(event(IntStream.range(0, 100).mapToObj(i -> "flood").toList())))
        .isEmpty();

    assertThat(consumer.quarantined()).hasSize(100);
    assertThat(consumer.quarantineCallSizes()).containsExactly(25, 25, 25, 25);
    assertThat(consumer.callSizes()).isEmpty();
  }

  @Test
  void aRecordThatComesAgainIsTheSameItem() {
    consumer.handle(event("no reading"));
    List<Map<String, AttributeValue>> first = consumer.quarantined();

    consumer.clock.advance(Duration.ofMinutes(5));
    consumer.handle(event("no reading"));

    assertThat(consumer.quarantined()).isEqualTo(first);
  }

  @Test
  void aRecordExpiresAfterItsRetention() {
    Consumer keepsAMonth = Consumer.withQuarantine(tables, Duration.ofDays(30));

    keepsAMonth.handle(event("no reading"));

    assertThat(keepsAMonth.quarantined().get(0).get("expires_at").n())
        .isEqualTo(String.valueOf(Events.ARRIVAL.plus(Duration.ofDays(30)).getEpochSecond()));
  }

  @ParameterizedTest
  @CsvSource({"405504, false", "405505, true", "1048576, true"})
  void aPayloadIsKeptUpToTheLimitOfAnItemAndSaysWhenItIsCut(int bytes, boolean cut) {
    byte[] payload = "x".repeat(bytes).getBytes(StandardCharsets.UTF_8);
    KinesisEvent event = new KinesisEvent();
    event.setRecords(List.of(Events.record(0, payload)));

    assertThat(consumer.handle(event)).isEmpty();

    Map<String, AttributeValue> item = consumer.quarantined().get(0);
    assertThat(item.get("payload").b().asByteArray())
        .isEqualTo(Arrays.copyOf(payload, Math.min(bytes, 405_504)));
    assertThat(item.get("payload_bytes").n()).isEqualTo(String.valueOf(bytes));
    assertThat(item.get("payload_cut").bool()).isEqualTo(cut);
  }

  /** Kinesis allows 256 characters of partition key, and names of fields may have any length. */
  @Test
  void theLargestPossibleItemIsStored() {
    String field = "\uD83D\uDE00".repeat(300);
    String payload = "{\"" + field + "\":1,\"" + field + "\":2," + " ".repeat(500_000) + "}";
    KinesisEvent event = event(payload);
    event.getRecords().get(0).getKinesis().setPartitionKey("\u6E29".repeat(256));

    assertThat(consumer.handle(event)).isEmpty();
    assertThat(consumer.quarantined())
        .singleElement()
        .satisfies(item -> assertThat(item.get("reason").s()).isEqualTo("duplicate_field"));
  }

  @Test
  void aShortSequenceNumberIsPaddedSoThatTextOrderIsStreamOrder() {
    KinesisEvent event = event("first", "second");
    event.getRecords().get(0).getKinesis().setSequenceNumber("9");
    event.getRecords().get(1).getKinesis().setSequenceNumber("10");

    assertThat(consumer.handle(event)).isEmpty();

    assertThat(consumer.quarantined())
        .extracting(item -> item.get("sequence_number").s())
        .containsExactly("0".repeat(55) + "9", "0".repeat(54) + "10");
  }

  @Test
  void leftoversAreRetriedAlone() {
    consumer.dynamoDb.next(
        1, BatchWriteItemRequest.class, Fault.leftovers(write -> !holds(write, sequenceNumber(0))));

    assertThat(consumer.handle(event("a", "b", "c", "d"))).isEmpty();

    assertThat(consumer.quarantined()).hasSize(4);
    assertThat(consumer.quarantineCallSizes()).containsExactly(4, 3);
  }

  private static boolean holds(WriteRequest write, String sequenceNumber) {
    return write.putRequest().item().get("sequence_number").s().equals(sequenceNumber);
  }

  @Test
  void aRecordThatTheQuarantineDoesNotTakeIsAFailedItemAndTheReadingsAreStoredAndAlerted() {
    consumer.failQuarantine(
        () ->
            AwsErrors.of(DynamoDbException.builder(), 400, "AccessDeniedException", "not allowed"));

    assertThat(consumer.handle(event(reading("a"), "no reading", anomaly("b"), "{}")))
        .containsExactly(sequenceNumber(1), sequenceNumber(3));

    assertThat(consumer.stored()).hasSize(2);
    assertThat(consumer.alerts.devices()).containsExactly("b");
    assertThat(consumer.linesOf("quarantine_failed"))
        .singleElement()
        .asString()
        .contains("\"level\":\"ERROR\"", "AccessDeniedException", "\"items\":2");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void neitherTableTakesTheOthersTime(boolean quarantineIsSlow) {
    if (quarantineIsSlow) {
      consumer.failQuarantine(AwsErrors::dynamoDbThrottling);
    } else {
      consumer.failNextWrites(Integer.MAX_VALUE, AwsErrors::dynamoDbThrottling);
    }
    // Its retries take seconds, which the other table has only if its time is its own.
    consumer.dynamoDb.next(7, BatchWriteItemRequest.class, Fault.leftovers(write -> true));

    List<String> failed = consumer.handle(event(reading("a"), "no reading"));

    assertThat(failed).containsExactly(sequenceNumber(quarantineIsSlow ? 1 : 0));
    assertThat(consumer.stored()).hasSize(quarantineIsSlow ? 1 : 0);
    assertThat(consumer.quarantined()).hasSize(quarantineIsSlow ? 0 : 1);
    assertThat(consumer.clock.instant())
        .isBefore(Consumer.START.plus(Duration.ofMinutes(1).minusSeconds(1)));
  }

  /**
   * The quarantine knows records by their place in the stream, and this one has none. It is
   * reported as failed, and so is its batch: nothing is lost.
   */
  @Test
  void aRecordWithoutSequenceNumberStaysOutOfTheQuarantine() {
    KinesisEvent event = new KinesisEvent();
    event.setRecords(Arrays.asList(null, Events.record(1, new byte[0])));

    assertThat(consumer.handle(event)).containsExactly("");
    assertThat(consumer.quarantined()).hasSize(1);
  }

  @Test
  void theDataOfARejectedRecordIsNotLogged() {
    consumer.handle(event("{\"device_id\": \"secret-device\", \"token\": \"hunter2\"}"));

    assertThat(consumer.log).noneMatch(line -> line.contains("hunter2"));
    assertThat(consumer.log).noneMatch(line -> line.contains("secret-device"));
  }
}

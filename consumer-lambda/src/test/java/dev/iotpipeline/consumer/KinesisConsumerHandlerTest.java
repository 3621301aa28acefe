package dev.iotpipeline.consumer;

import static dev.iotpipeline.consumer.Events.event;
import static dev.iotpipeline.consumer.Events.reading;
import static dev.iotpipeline.consumer.Events.sequenceNumber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import dev.iotpipeline.local.aws.testing.DynamoDbTables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@ExtendWith(DynamoDbTables.Shared.class)
class KinesisConsumerHandlerTest {

  private final Consumer consumer;

  KinesisConsumerHandlerTest(DynamoDbTables tables) {
    consumer = new Consumer(tables);
  }

  @Test
  void aRecordIsDecodedAndBecomesAnItem() {
    assertThat(consumer.handle(event(reading("sensor-007")))).isEmpty();

    assertThat(consumer.stored("sensor-007", Events.TIMESTAMP))
        .isEqualTo(
            Map.of(
                "device_id", AttributeValue.fromS("sensor-007"),
                "timestamp", AttributeValue.fromS("2026-11-23T10:15:30.000000000Z"),
                "temperature", AttributeValue.fromN("23.5"),
                "humidity", AttributeValue.fromN("48.2"),
                "pressure", AttributeValue.fromN("1003.25"),
                "firmware_version", AttributeValue.fromS("1.2.0"),
                "ingestion_timestamp", AttributeValue.fromS("2026-11-23T10:15:31.250000000Z")));
  }

  @Test
  void aRecordThatComesAgainLaterWritesTheSameItem() {
    consumer.handle(event(reading("sensor-007")));
    Map<String, AttributeValue> first = consumer.stored("sensor-007", Events.TIMESTAMP);

    consumer.clock.advance(Duration.ofMinutes(5));
    consumer.handle(event(reading("sensor-007")));

    assertThat(consumer.stored("sensor-007", Events.TIMESTAMP)).isEqualTo(first);
  }

  @Test
  void theSameInstantInAnotherOffsetIsTheSameItem() {
    consumer.handle(
        event(
            reading("sensor-007"),
            reading("sensor-007").replace("10:15:30+00:00", "12:15:30+02:00")));

    assertThat(consumer.stored()).hasSize(1);
  }

  @Test
  void anEventWithoutRecordsIsASuccess() {
    assertThat(consumer.handle(null)).isEmpty();
    assertThat(consumer.handle(new KinesisEvent())).isEmpty();
    assertThat(consumer.handle(event())).isEmpty();
    assertThat(consumer.callSizes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "not json                       | malformed_json        | ``",
        "``                             | malformed_json        | ``",
        "[1, 2]                         | not_an_object         | ``",
        "{\"humidity\":1,\"humidity\":2}| duplicate_field       | humidity",
        "{\"device_id\":\"a\"}          | missing_field         | timestamp",
        "{\"temperature\":\"23.5\"}     | wrong_type            | temperature",
        "{\"timestamp\":\"noon\"}       | invalid_timestamp     | timestamp",
      })
  void aPayloadThatIsNoReadingIsAFailedItem(String payload, String reason, String field) {
    assertRejected(payload, reason, field);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 23.5, 48.2, invalid_device_id, device_id",
    "tab\\tin-it, 23.5, 48.2, invalid_device_id, device_id",
    "sensor-007, 1e126, 48.2, number_out_of_range, temperature",
    "sensor-007, 1e999999999, 48.2, number_out_of_range, temperature",
    "sensor-007, 1e99999999999, 48.2, number_out_of_range, temperature",
    "sensor-007, 1.12345678901234567890123456789012345678, 48.2, number_out_of_range, temperature",
    "sensor-007, -273.16, 48.2, physically_impossible, temperature",
    "sensor-007, 23.5, 100.1, physically_impossible, humidity"
  })
  void aReadingThatBreaksTheContractIsAFailedItem(
      String device, String temperature, String humidity, String reason, String field) {
    assertRejected(reading(device, temperature, humidity), reason, field);
  }

  @Test
  void aTextThatIsTooLongIsAFailedItem() {
    assertRejected(
        reading("sensor-007").replace("1.2.0", "1".repeat(1025)),
        "invalid_text",
        "firmware_version");
  }

  private void assertRejected(String payload, String reason, String field) {
    List<String> failed = consumer.handle(event(reading("before"), payload, reading("after")));

    assertThat(failed).containsExactly(sequenceNumber(1));
    assertThat(consumer.stored()).hasSize(2);
    assertThat(consumer.linesOf("record_rejected"))
        .singleElement()
        .asString()
        .contains("\"sequence_number\":\"" + sequenceNumber(1) + "\"")
        .contains("\"shard_id\":\"shardId-000000000006\"")
        .contains("\"reason\":\"" + reason + "\"")
        .contains("\"field\":\"" + field + "\"");
  }

  @Test
  void aRejectedPayloadIsNotLogged() {
    consumer.handle(event("{\"device_id\": \"secret-device\", \"token\": \"hunter2\"}"));

    assertThat(consumer.log).noneMatch(line -> line.contains("hunter2"));
    assertThat(consumer.log).noneMatch(line -> line.contains("secret-device"));
  }

  @Test
  void aRecordWithoutDataIsRejected() {
    KinesisEvent event = new KinesisEvent();
    event.setRecords(List.of(Events.record(0, null), Events.record(1, new byte[0])));

    assertThat(consumer.handle(event)).containsExactly(sequenceNumber(0), sequenceNumber(1));
  }

  /** Lambda takes an empty identifier as the failure of the whole batch, so nothing is lost. */
  @Test
  void aRecordWithoutIdentityFailsTheWholeBatch() {
    KinesisEvent event = new KinesisEvent();
    event.setRecords(Arrays.asList(new KinesisEventRecord(), null));

    assertThat(consumer.handle(event)).containsExactly("", "");
  }

  @Test
  void aRecordWithoutArrivalTimeIsStoredWithoutOne() {
    KinesisEvent event = event(reading("sensor-007"));
    event.getRecords().get(0).getKinesis().setApproximateArrivalTimestamp(null);
    event.getRecords().get(0).setEventID(null);

    assertThat(consumer.handle(event)).isEmpty();
    assertThat(consumer.stored("sensor-007", Events.TIMESTAMP))
        .doesNotContainKey("ingestion_timestamp");
  }

  @Test
  void failuresHoldOnlyTheFailedSequenceNumbersInStreamOrder() {
    consumer.refuse("cannot-be-written");
    consumer.alerts.fail(1, "cannot-be-alerted", AlertQueue::missingFunction);

    List<String> failed =
        consumer.handle(
            event(
                reading("a"),
                Events.anomaly("cannot-be-alerted"),
                reading("b"),
                reading("cannot-be-written"),
                "no reading",
                Events.anomaly("c"),
                "{}"));

    assertThat(failed)
        .containsExactly(
            sequenceNumber(1), sequenceNumber(3), sequenceNumber(4), sequenceNumber(6));
  }

  @Test
  void aBatchIsSummedUpInOneLine() {
    consumer.refuse("cannot-be-written");

    consumer.handle(
        event(reading("a"), reading("a"), Events.anomaly("b"), reading("cannot-be-written"), "{}"));

    assertThat(consumer.linesOf("batch_processed"))
        .containsExactly(
            "{\"timestamp\":\"2026-11-23T10:15:30Z\",\"level\":\"INFO\",\"event\":\"batch_processed\","
                + "\"records\":5,\"stored\":3,\"rejected\":1,\"quarantined\":0,\"unwritten\":1,"
                + "\"alerts\":1,\"alerts_failed\":0,\"failed\":2,\"milliseconds\":0}");
  }

  @Test
  void aFloodOfRejectionsIsLoggedTwentyTimesAndCounted() {
    List<String> failed =
        consumer.handle(event(IntStream.range(0, 300).mapToObj(i -> "flood").toList()));

    assertThat(failed).hasSize(300);
    assertThat(consumer.linesOf("record_rejected")).hasSize(20);
    assertThat(consumer.linesOf("lines_left_out"))
        .singleElement()
        .asString()
        .contains("\"of_event\":\"record_rejected\",\"count\":280");
  }

  @Test
  void anUnforeseenErrorIsThrownSoThatTheWholeBatchComesAgain() {
    consumer.failNextWrites(1, () -> new IllegalStateException("out of the blue"));

    assertThatThrownBy(() -> consumer.handle(event(reading("a"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("out of the blue");
  }

  @Test
  void aHostileBatchOfTenThousandIsAnsweredRecordByRecord() {
    String deep = "[".repeat(5_000);
    String longDevice = "x".repeat(2_049);
    List<String> payloads = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      payloads.add(
          switch (i % 8) {
            case 0 -> Events.anomaly("sensor-" + i);
            case 1 -> reading("sensor", "23.5", "48.2");
            case 2 -> reading("sensor", "1e999999999", "48.2");
            case 3 -> deep;
            case 4 -> reading(longDevice);
            case 5 -> "\uFEFF" + reading("bom");
            case 6 -> reading("a").repeat(2);
            default -> "{\"device_id\":";
          });
    }

    List<String> failed = consumer.handle(event(payloads));

    assertThat(failed)
        .isEqualTo(
            IntStream.range(0, 10_000)
                .filter(i -> i % 8 > 1)
                .mapToObj(Events::sequenceNumber)
                .toList());
    assertThat(consumer.stored()).hasSize(1_251);
    assertThat(consumer.alerts.accepted()).hasSize(1_250);
    assertThat(consumer.log).hasSize(22);
  }
}

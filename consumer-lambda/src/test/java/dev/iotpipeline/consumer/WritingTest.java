package dev.iotpipeline.consumer;

import static dev.iotpipeline.consumer.Events.event;
import static dev.iotpipeline.consumer.Events.reading;
import static dev.iotpipeline.consumer.Events.sequenceNumber;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import dev.iotpipeline.local.aws.testing.AwsErrors;
import dev.iotpipeline.local.aws.testing.DynamoDbTables;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

@ExtendWith(DynamoDbTables.Shared.class)
class WritingTest {

  private final Consumer consumer;

  WritingTest(DynamoDbTables tables) {
    consumer = new Consumer(tables);
  }

  private static KinesisEvent devices(int count) {
    return event(IntStream.range(0, count).mapToObj(i -> reading("sensor-" + i)).toList());
  }

  @Test
  void aBatchOfAHundredCostsFourCalls() {
    assertThat(consumer.handle(devices(100))).isEmpty();

    assertThat(consumer.stored()).hasSize(100);
    assertThat(consumer.callSizes()).containsExactly(25, 25, 25, 25);
  }

  @Test
  void leftoversAreRetriedAloneAfterAWait() {
    consumer.leaveUnprocessed(2, "sensor-3");

    assertThat(consumer.handle(devices(5))).isEmpty();

    assertThat(consumer.stored()).hasSize(5);
    assertThat(consumer.callSizes()).containsExactly(5, 1, 1);
    assertThat(consumer.clock.sleeps())
        .containsExactly(Duration.ofMillis(25), Duration.ofMillis(50));
  }

  @Test
  void leftoversPastTheDeadlineAreFailures() {
    consumer.leaveUnprocessed(Integer.MAX_VALUE, "sensor-3");

    assertThat(consumer.handle(devices(5))).containsExactly(sequenceNumber(3));

    assertThat(consumer.stored()).hasSize(4);
    assertThat(consumer.linesOf("write_failed"))
        .singleElement()
        .asString()
        .contains("\"level\":\"WARN\"", "\"items\":1", "no time left", sequenceNumber(3));
    // Of the minute 59 s can be used, and three quarters of them for writing.
    assertThat(Duration.between(Consumer.START, consumer.clock.instant()))
        .isBetween(Duration.ofMillis(43_250), Duration.ofMillis(44_250));
  }

  @Test
  void aThrottledCallIsRetried() {
    consumer.failNextWrites(3, AwsErrors::dynamoDbThrottling);

    assertThat(consumer.handle(devices(5))).isEmpty();
    assertThat(consumer.callSizes()).containsExactly(5, 5, 5, 5);
  }

  @Test
  void aCallThatTimesOutIsRetried() {
    consumer.failNextWrites(1, AwsErrors::timeout);

    assertThat(consumer.handle(devices(5))).isEmpty();
    assertThat(consumer.stored()).hasSize(5);
  }

  @Test
  void callsThatStayThrottledFailTheirItemsAndNoOthers() {
    consumer.failNextWrites(Integer.MAX_VALUE, AwsErrors::dynamoDbThrottling);

    assertThat(consumer.handle(devices(30))).hasSize(30);

    consumer.dynamoDb.clear();
    assertThat(consumer.handle(devices(30))).isEmpty();
  }

  @Test
  void aMissingTableIsNotWaitedFor() {
    consumer.failNextWrites(
        Integer.MAX_VALUE,
        () ->
            AwsErrors.of(
                ResourceNotFoundException.builder(),
                400,
                "ResourceNotFoundException",
                "no such table"));

    assertThat(consumer.handle(devices(5))).hasSize(5);

    assertThat(consumer.callSizes()).hasSize(1);
    assertThat(consumer.clock.sleeps()).isEmpty();
    assertThat(consumer.linesOf("write_failed"))
        .singleElement()
        .asString()
        .contains("\"level\":\"ERROR\"", "\"reason\":\"ResourceNotFoundException: no such table\"");
  }

  @Test
  void oneBadItemDoesNotFailItsNeighbours() {
    consumer.refuse("sensor-17");

    assertThat(consumer.handle(devices(60))).containsExactly(sequenceNumber(17));

    assertThat(consumer.stored()).hasSize(59);
    assertThat(consumer.callSizes()).hasSizeLessThan(15);
  }

  @Test
  void severalBadItemsDoNotFailTheirNeighbours() {
    consumer.refuse("sensor-0");
    consumer.refuse("sensor-1");
    consumer.refuse("sensor-24");

    assertThat(consumer.handle(devices(25)))
        .containsExactly(sequenceNumber(0), sequenceNumber(1), sequenceNumber(24));
    assertThat(consumer.stored()).hasSize(22);
  }

  @Test
  void ofTwoRecordsWithOneKeyTheLaterIsStored() {
    assertThat(
            consumer.handle(
                event(
                    reading("sensor-1", "20", "50"),
                    reading("sensor-2"),
                    reading("sensor-1", "21", "50"))))
        .isEmpty();

    assertThat(consumer.callSizes()).containsExactly(2);
    assertThat(consumer.stored("sensor-1", Events.TIMESTAMP).get("temperature").n())
        .isEqualTo("21");
  }

  @Test
  void aRecordWhoseSuccessorIsNotStoredIsNotStoredEither() {
    consumer.leaveUnprocessed(Integer.MAX_VALUE, "sensor-1");

    assertThat(
            consumer.handle(event(reading("sensor-1"), reading("sensor-2"), reading("sensor-1"))))
        .containsExactly(sequenceNumber(0), sequenceNumber(2));
  }

  @Test
  void manyRecordsOfOneKeyAreOneItem() {
    assertThat(consumer.handle(event(Collections.nCopies(100, reading("sensor-1"))))).isEmpty();

    assertThat(consumer.callSizes()).containsExactly(1);
  }

  @Test
  void aFunctionWithLittleTimeLeftStillTriesEachCallOnce() {
    consumer.leaveUnprocessed(1, "sensor-3");

    List<String> failed = consumer.handle(devices(5), Duration.ofMillis(30));

    assertThat(failed).containsExactly(sequenceNumber(3));
    assertThat(consumer.stored()).hasSize(4);
    assertThat(consumer.clock.sleeps()).isEmpty();
  }

  @Test
  void aFunctionWithoutTimeReportsEverythingAndCallsNobody() {
    assertThat(consumer.handle(devices(30), Duration.ZERO)).hasSize(30);

    assertThat(consumer.callSizes()).isEmpty();
  }
}

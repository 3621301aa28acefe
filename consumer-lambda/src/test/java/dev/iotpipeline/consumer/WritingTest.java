package dev.iotpipeline.consumer;

import static dev.iotpipeline.consumer.Events.event;
import static dev.iotpipeline.consumer.Events.reading;
import static dev.iotpipeline.consumer.Events.sequenceNumber;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class WritingTest {

  private final Consumer consumer = new Consumer();

  private static KinesisEvent devices(int count) {
    return event(IntStream.range(0, count).mapToObj(i -> reading("sensor-" + i)).toList());
  }

  @Test
  void aBatchOfAHundredCostsFourCalls() {
    assertThat(consumer.handle(devices(100))).isEmpty();

    assertThat(consumer.table.size()).isEqualTo(100);
    assertThat(consumer.table.callSizes()).containsExactly(25, 25, 25, 25);
  }

  @Test
  void leftoversAreRetriedAloneAfterAWait() {
    consumer.table.leaveUnprocessed("sensor-3", 2);

    assertThat(consumer.handle(devices(5))).isEmpty();

    assertThat(consumer.table.size()).isEqualTo(5);
    assertThat(consumer.table.callSizes()).containsExactly(5, 1, 1);
    assertThat(consumer.clock.sleeps())
        .containsExactly(Duration.ofMillis(25), Duration.ofMillis(50));
  }

  @Test
  void leftoversPastTheDeadlineAreFailures() {
    consumer.table.leaveUnprocessed("sensor-3", Integer.MAX_VALUE);

    assertThat(consumer.handle(devices(5))).containsExactly(sequenceNumber(3));

    assertThat(consumer.table.size()).isEqualTo(4);
    assertThat(consumer.linesOf("write_failed"))
        .singleElement()
        .asString()
        .contains("\"level\":\"WARN\"", "\"items\":1", "no time left", sequenceNumber(3));
    // Of a minute, 59 s are for use, three quarters of that for writing.
    assertThat(Duration.between(Consumer.START, consumer.clock.instant()))
        .isBetween(Duration.ofMillis(43_250), Duration.ofMillis(44_250));
  }

  @Test
  void aThrottledCallIsRetried() {
    consumer.table.failNext(3, FakeDynamoDb::throttling);

    assertThat(consumer.handle(devices(5))).isEmpty();
    assertThat(consumer.table.callSizes()).containsExactly(5, 5, 5, 5);
  }

  @Test
  void aCallThatTimesOutIsRetried() {
    consumer.table.failNext(
        1, () -> SdkClientException.create("timed out", new SocketTimeoutException()));

    assertThat(consumer.handle(devices(5))).isEmpty();
    assertThat(consumer.table.size()).isEqualTo(5);
  }

  @Test
  void callsThatStayThrottledFailTheirItemsAndNoOthers() {
    consumer.table.failNext(Integer.MAX_VALUE, FakeDynamoDb::throttling);

    assertThat(consumer.handle(devices(30))).hasSize(30);

    consumer.table.failNext(0, FakeDynamoDb::throttling);
    assertThat(consumer.handle(devices(30))).isEmpty();
  }

  @Test
  void aMissingTableIsNotWaitedFor() {
    consumer.table.failNext(
        Integer.MAX_VALUE,
        () -> FakeDynamoDb.error(400, "ResourceNotFoundException", "no such table"));

    assertThat(consumer.handle(devices(5))).hasSize(5);

    assertThat(consumer.table.callSizes()).hasSize(1);
    assertThat(consumer.clock.sleeps()).isEmpty();
    assertThat(consumer.linesOf("write_failed"))
        .singleElement()
        .asString()
        .contains("\"level\":\"ERROR\"", "\"reason\":\"ResourceNotFoundException: no such table\"");
  }

  @Test
  void oneBadItemDoesNotFailItsNeighbours() {
    consumer.table.refuse("sensor-17");

    assertThat(consumer.handle(devices(60))).containsExactly(sequenceNumber(17));

    assertThat(consumer.table.size()).isEqualTo(59);
    assertThat(consumer.table.callSizes()).hasSizeLessThan(15);
  }

  @Test
  void severalBadItemsDoNotEither() {
    consumer.table.refuse("sensor-0");
    consumer.table.refuse("sensor-1");
    consumer.table.refuse("sensor-24");

    assertThat(consumer.handle(devices(25)))
        .containsExactly(sequenceNumber(0), sequenceNumber(1), sequenceNumber(24));
    assertThat(consumer.table.size()).isEqualTo(22);
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

    assertThat(consumer.table.callSizes()).containsExactly(2);
    assertThat(consumer.table.item("sensor-1", Events.TIMESTAMP).get("temperature").n())
        .isEqualTo("21");
  }

  @Test
  void aRecordWhoseSuccessorIsNotStoredIsNotStoredEither() {
    consumer.table.leaveUnprocessed("sensor-1", Integer.MAX_VALUE);

    assertThat(
            consumer.handle(event(reading("sensor-1"), reading("sensor-2"), reading("sensor-1"))))
        .containsExactly(sequenceNumber(0), sequenceNumber(2));
  }

  @Test
  void manyRecordsOfOneKeyAreOneItem() {
    assertThat(consumer.handle(event(Collections.nCopies(100, reading("sensor-1"))))).isEmpty();

    assertThat(consumer.table.callSizes()).containsExactly(1);
  }

  @Test
  void aFunctionWithLittleTimeLeftStillTriesEachCallOnce() {
    consumer.table.leaveUnprocessed("sensor-3", 1);

    List<String> failed = consumer.handle(devices(5), Duration.ofMillis(30));

    assertThat(failed).containsExactly(sequenceNumber(3));
    assertThat(consumer.table.size()).isEqualTo(4);
    assertThat(consumer.clock.sleeps()).isEmpty();
  }

  @Test
  void aFunctionWithoutTimeReportsEverythingAndCallsNobody() {
    assertThat(consumer.handle(devices(30), Duration.ZERO)).hasSize(30);

    assertThat(consumer.table.callSizes()).isEmpty();
  }
}

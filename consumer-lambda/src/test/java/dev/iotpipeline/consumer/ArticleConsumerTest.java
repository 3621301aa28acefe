package dev.iotpipeline.consumer;

import static dev.iotpipeline.consumer.Events.anomaly;
import static dev.iotpipeline.consumer.Events.event;
import static dev.iotpipeline.consumer.Events.reading;
import static dev.iotpipeline.consumer.Events.sequenceNumber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.FakeClock;
import dev.iotpipeline.aws.TimeAndChance;
import dev.iotpipeline.telemetry.AlertRequest;
import dev.iotpipeline.telemetry.Thresholds;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;

/** The article's twelve tests of its consumer: the one write, the one alert, what is returned. */
class ArticleConsumerTest {

  private static final String TABLE = "iot-readings";
  private static final String FUNCTION = "iot-alerts";

  private final DynamoDbClient dynamoDb = mock(DynamoDbClient.class);
  private final LambdaClient lambda = mock(LambdaClient.class);
  private final Context context = mock(Context.class);
  private final FakeClock clock = new FakeClock(Consumer.START);
  private final KinesisConsumerHandler handler =
      new KinesisConsumerHandler(
          new ConsumerSettings(TABLE, FUNCTION, Thresholds.DEFAULT, null, null),
          dynamoDb,
          lambda,
          new EventLog(line -> {}, clock),
          new TimeAndChance(clock, clock, () -> 0));

  @BeforeEach
  void theTableTakesEverything() {
    when(context.getRemainingTimeInMillis()).thenReturn(60_000);
    when(dynamoDb.batchWriteItem(any(BatchWriteItemRequest.class)))
        .thenReturn(BatchWriteItemResponse.builder().build());
  }

  @Test
  void anEmptyBatchCallsNobody() {
    assertThat(handle(event())).isEmpty();

    verifyNoInteractions(dynamoDb, lambda);
  }

  @Test
  void aReadingIsWrittenUnderItsDeviceAndTimestamp() {
    assertThat(handle(event(reading("sensor-007")))).isEmpty();

    assertThat(written())
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.get("device_id").s()).isEqualTo("sensor-007");
              assertThat(item.get("timestamp").s()).isEqualTo("2026-11-23T10:15:30.000000000Z");
              assertThat(item.get("firmware_version").s()).isEqualTo("1.2.0");
            });
  }

  /** These are numbers that no double holds: by way of one, other digits would be written. */
  @Test
  void theNumbersAreWrittenExactly() {
    handle(event(reading("sensor-007", "21.123456789012345678", "48.1000000000000000001")));

    assertThat(written().get(0))
        .containsEntry("temperature", AttributeValue.fromN("21.123456789012345678"))
        .containsEntry("humidity", AttributeValue.fromN("48.1000000000000000001"))
        .containsEntry("pressure", AttributeValue.fromN("1003.25"));
  }

  @Test
  void theIngestionTimestampIsTheArrivalOfTheRecord() {
    handle(event(reading("sensor-007")));

    assertThat(written().get(0).get("ingestion_timestamp").s())
        .isEqualTo("2026-11-23T10:15:31.250000000Z");
  }

  @Test
  void aBatchIsWrittenInOneCall() {
    handle(event(reading("sensor-1"), reading("sensor-2"), reading("sensor-3")));

    assertThat(written())
        .extracting(item -> item.get("device_id").s())
        .containsExactly("sensor-1", "sensor-2", "sensor-3");
  }

  @Test
  void aMalformedRecordIsReturnedAndNotWritten() {
    assertThat(handle(event("{\"device_id\": "))).containsExactly(sequenceNumber(0));

    verifyNoInteractions(dynamoDb, lambda);
  }

  @Test
  void onlyTheFailedSequenceNumberIsReturned() {
    assertThat(handle(event(reading("sensor-1"), "no reading", reading("sensor-3"))))
        .containsExactly(sequenceNumber(1));

    assertThat(written())
        .extracting(item -> item.get("device_id").s())
        .containsExactly("sensor-1", "sensor-3");
  }

  @Test
  void twoBadRecordsAreReturnedInStreamOrder() {
    assertThat(handle(event("bad", reading("sensor-1"), "worse")))
        .containsExactly(sequenceNumber(0), sequenceNumber(2));
  }

  @Test
  void aRecordThatIsNotWrittenIsReturnedAndAlertsNobody() {
    when(dynamoDb.batchWriteItem(any(BatchWriteItemRequest.class)))
        .thenThrow(ResourceNotFoundException.builder().message("no such table").build());

    assertThat(handle(event(anomaly("sensor-1")))).containsExactly(sequenceNumber(0));

    verifyNoInteractions(lambda);
  }

  @Test
  void anAnomalyInvokesTheAlertFunctionAsynchronously() {
    assertThat(handle(event(anomaly("sensor-007")))).isEmpty();

    InvokeRequest invoked = invoked(1).get(0);
    assertThat(invoked.functionName()).isEqualTo(FUNCTION);
    assertThat(invoked.invocationType()).isEqualTo(InvocationType.EVENT);
    AlertRequest alert = AlertRequest.parse(invoked.payload().asByteArray());
    assertThat(alert.reading().deviceId()).isEqualTo("sensor-007");
    assertThat(alert.reading().temperature()).isEqualByComparingTo("46");
  }

  @Test
  void eachDirectionIsAnAnomaly() {
    handle(
        event(
            reading("hot", "45.01", "50"),
            reading("damp", "20", "90.01"),
            reading("dry", "20", "19.99")));

    assertThat(invoked(3))
        .extracting(call -> AlertRequest.parse(call.payload().asByteArray()).reading().deviceId())
        .containsExactlyInAnyOrder("hot", "damp", "dry");
  }

  @Test
  void aNormalReadingInvokesNobody() {
    handle(event(reading("sensor-007", "45", "90"), reading("sensor-008", "-40", "20")));

    verify(dynamoDb).batchWriteItem(any(BatchWriteItemRequest.class));
    verifyNoInteractions(lambda);
  }

  private List<String> handle(KinesisEvent event) {
    return handler.handleRequest(event, context).getBatchItemFailures().stream()
        .map(BatchItemFailure::getItemIdentifier)
        .toList();
  }

  /** The items of the one call there was. */
  private List<Map<String, AttributeValue>> written() {
    ArgumentCaptor<BatchWriteItemRequest> call =
        ArgumentCaptor.forClass(BatchWriteItemRequest.class);
    verify(dynamoDb).batchWriteItem(call.capture());
    assertThat(call.getValue().requestItems()).containsOnlyKeys(TABLE);
    List<WriteRequest> writes = call.getValue().requestItems().get(TABLE);
    return writes.stream().map(write -> write.putRequest().item()).toList();
  }

  private List<InvokeRequest> invoked(int times) {
    ArgumentCaptor<InvokeRequest> calls = ArgumentCaptor.forClass(InvokeRequest.class);
    verify(lambda, times(times)).invoke(calls.capture());
    return calls.getAllValues();
  }
}

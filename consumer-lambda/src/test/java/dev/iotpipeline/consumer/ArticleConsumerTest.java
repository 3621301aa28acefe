package dev.iotpipeline.consumer;

import static dev.iotpipeline.consumer.Events.anomaly;
import static dev.iotpipeline.consumer.Events.event;
import static dev.iotpipeline.consumer.Events.reading;
import static dev.iotpipeline.consumer.Events.sequenceNumber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;

/** The twelve tests that the article has of its consumer, in its order. */
class ArticleConsumerTest {

  private static final String TABLE = "iot-readings";
  private static final String FUNCTION = "iot-alerts";

  private final DynamoDbClient dynamoDb = mock(DynamoDbClient.class);
  private final LambdaClient lambda = mock(LambdaClient.class);
  private final Context context = mock(Context.class);
  private final FakeClock clock = new FakeClock(Consumer.START);
  private final KinesisConsumerHandler handler =
      new KinesisConsumerHandler(
          new ConsumerSettings(TABLE, FUNCTION, Thresholds.DEFAULT, null, null, null),
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
  void aValidRecordIsDecoded() {
    handle(event(reading("sensor-007", "23.5", "48.2")));

    assertThat(written())
        .singleElement()
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
  void malformedJsonIsAFailure() {
    assertThat(handle(event("{\"device_id\": "))).containsExactly(sequenceNumber(0));

    verifyNoInteractions(dynamoDb, lambda);
  }

  @Test
  void aRecordWithoutDataIsAFailure() {
    KinesisEvent event = new KinesisEvent();
    event.setRecords(List.of(Events.record(0, null)));

    assertThat(handle(event)).containsExactly(sequenceNumber(0));

    verifyNoInteractions(dynamoDb, lambda);
  }

  /** The last values that the data contract allows. */
  @Test
  void aValidPayloadPassesValidation() {
    assertThat(handle(event(reading("dry", "-273.15", "0"), reading("damp", "1000", "100"))))
        .isEmpty();

    assertThat(devices(written())).containsExactly("dry", "damp");
  }

  @Test
  void aMissingFieldIsAFailure() {
    List<String> names = List.of("device_id", "timestamp", "temperature", "humidity", "pressure");
    String[] payloads =
        names.stream().map(name -> reading("sensor-007").replace(name, "x")).toArray(String[]::new);

    assertThat(handle(event(payloads)))
        .containsExactlyElementsOf(
            IntStream.range(0, names.size()).mapToObj(Events::sequenceNumber).toList());

    verifyNoInteractions(dynamoDb, lambda);
  }

  @Test
  void aReadingIsWrittenToItsTable() {
    assertThat(handle(event(reading("sensor-007")))).isEmpty();

    BatchWriteItemRequest call = theOneWrite();
    assertThat(call.requestItems()).containsOnlyKeys(TABLE);
    assertThat(devices(written())).containsExactly("sensor-007");
  }

  /** No double holds these numbers: code that uses doubles would write other digits. */
  @Test
  void decimalsAreWrittenExactly() {
    handle(event(reading("sensor-007", "21.123456789012345678", "48.1000000000000000001")));

    assertThat(written().get(0))
        .containsEntry("temperature", AttributeValue.fromN("21.123456789012345678"))
        .containsEntry("humidity", AttributeValue.fromN("48.1000000000000000001"));
  }

  @Test
  void anErrorFromDynamoDbFailsTheRecordAndAlertsNobody() {
    when(dynamoDb.batchWriteItem(any(BatchWriteItemRequest.class)))
        .thenThrow(ResourceNotFoundException.builder().message("no such table").build());

    assertThat(handle(event(anomaly("sensor-1")))).containsExactly(sequenceNumber(0));

    verifyNoInteractions(lambda);
  }

  @Test
  void allRecordsAreProcessed() {
    assertThat(handle(event(reading("sensor-1"), reading("sensor-2"), anomaly("sensor-3"))))
        .isEmpty();

    assertThat(devices(written())).containsExactly("sensor-1", "sensor-2", "sensor-3");
    assertThat(theOneAlert().reading().deviceId()).isEqualTo("sensor-3");
  }

  @Test
  void anEmptyEventHasNoFailures() {
    assertThat(handle(event())).isEmpty();

    verifyNoInteractions(dynamoDb, lambda);
  }

  @Test
  void onlyTheFailedSequenceNumberIsReturned() {
    assertThat(handle(event(reading("sensor-1"), "no reading", reading("sensor-3"))))
        .containsExactly(sequenceNumber(1));

    assertThat(devices(written())).containsExactly("sensor-1", "sensor-3");
  }

  @Test
  void anAnomalousReadingInvokesTheAlertFunctionAsynchronously() {
    assertThat(handle(event(anomaly("sensor-007")))).isEmpty();

    InvokeRequest call = theOneInvocation();
    assertThat(call.functionName()).isEqualTo(FUNCTION);
    assertThat(call.invocationType()).isEqualTo(InvocationType.EVENT);
    assertThat(theOneAlert().reading().deviceId()).isEqualTo("sensor-007");
    assertThat(theOneAlert().reading().temperature()).isEqualByComparingTo("46");
  }

  private List<String> handle(KinesisEvent event) {
    return handler.handleRequest(event, context).getBatchItemFailures().stream()
        .map(BatchItemFailure::getItemIdentifier)
        .toList();
  }

  private BatchWriteItemRequest theOneWrite() {
    ArgumentCaptor<BatchWriteItemRequest> call =
        ArgumentCaptor.forClass(BatchWriteItemRequest.class);
    verify(dynamoDb).batchWriteItem(call.capture());
    return call.getValue();
  }

  /** The items of the one call. */
  private List<Map<String, AttributeValue>> written() {
    return theOneWrite().requestItems().get(TABLE).stream()
        .map(write -> write.putRequest().item())
        .toList();
  }

  private static List<String> devices(List<Map<String, AttributeValue>> items) {
    return items.stream().map(item -> item.get("device_id").s()).toList();
  }

  private InvokeRequest theOneInvocation() {
    ArgumentCaptor<InvokeRequest> call = ArgumentCaptor.forClass(InvokeRequest.class);
    verify(lambda).invoke(call.capture());
    return call.getValue();
  }

  private AlertRequest theOneAlert() {
    return AlertRequest.parse(theOneInvocation().payload().asByteArray());
  }
}

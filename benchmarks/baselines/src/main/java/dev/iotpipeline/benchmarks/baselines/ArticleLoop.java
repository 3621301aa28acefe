package dev.iotpipeline.benchmarks.baselines;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/**
 * The article's loop in Java: for each record one PutItem, then one asynchronous Invoke if it is
 * anomalous, each waited for. Clients as the SDK makes them by default.
 */
public final class ArticleLoop implements RequestHandler<KinesisEvent, StreamsEventResponse> {

  private final String tableName = System.getenv("DYNAMODB_TABLE_NAME");
  private final String alertFunctionName = System.getenv("ALERT_FUNCTION_NAME");
  private final DynamoDbClient dynamoDb = DynamoDbClient.create();
  private final LambdaClient lambda = LambdaClient.create();
  private final JsonReadings readings = new JsonReadings();

  @Override
  public StreamsEventResponse handleRequest(KinesisEvent event, Context context) {
    List<BatchItemFailure> failures = new ArrayList<>();
    for (KinesisEventRecord each : event.getRecords()) {
      try {
        handle(each);
      } catch (RuntimeException e) {
        failures.add(new BatchItemFailure(each.getKinesis().getSequenceNumber()));
      }
    }
    return new StreamsEventResponse(failures);
  }

  /**
   * Stores one reading, and asks for an alert if it is anomalous.
   *
   * @throws RuntimeException if any of this fails; the record has to come again
   */
  public void handle(KinesisEventRecord record) {
    JsonNode reading = readings.read(record);
    dynamoDb.putItem(put -> put.tableName(tableName).item(readings.item(reading)));
    if (readings.isAnomalous(reading)) {
      lambda.invoke(
          call ->
              call.functionName(alertFunctionName)
                  .invocationType(InvocationType.EVENT)
                  .payload(SdkBytes.fromUtf8String(reading.toString())));
    }
  }
}

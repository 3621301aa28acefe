package dev.iotpipeline.local.run.page;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.iotpipeline.aws.LocalAws;
import dev.iotpipeline.consumer.ThresholdItems;
import dev.iotpipeline.local.run.assembly.PipelineTables;
import dev.iotpipeline.local.run.faults.DatabaseOutage;
import dev.iotpipeline.telemetry.Thresholds;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** All that the tables hold of one device. */
final class DeviceDetail implements AutoCloseable {

  private static final int READINGS = 300;

  /** So many more are read, for the rises of the oldest that are shown. */
  private static final int READINGS_BEFORE = 100;

  private static final int ALERTS = 20;
  private static final int REJECTIONS = 20;
  private static final Duration LONGEST_CALL = Duration.ofSeconds(2);

  private final DatabaseOutage outage;
  private final DynamoDbClient dynamoDb;
  private final PipelineTables.Names tables;
  private final Watch watch;

  DeviceDetail(Controls controls, PipelineTables.Names tables, Watch watch) {
    this.outage = controls.outage();
    this.dynamoDb =
        LocalAws.at(controls.dynamoDb(), DynamoDbClient.builder())
            .overrideConfiguration(call -> call.apiCallTimeout(LONGEST_CALL))
            .build();
    this.tables = tables;
    this.watch = watch;
  }

  /**
   * A device as an object.
   *
   * @throws io.javalin.http.HttpResponseException if there is no such device, or the database does
   *     not answer
   */
  byte[] of(String deviceId) {
    if (outage.isDown()) {
      throw noAnswer();
    }
    if (!watch.devices.isDevice(deviceId)) {
      throw new NotFoundResponse("id is '" + deviceId + "'; it has to be a device of this run");
    }
    try {
      List<Map<String, AttributeValue>> readings = readings(deviceId);
      Thresholds thresholds = thresholds(deviceId);
      Map<String, AttributeValue> shadow = shadow(deviceId);
      List<Map<String, AttributeValue>> rejected = rejected(deviceId);
      return PageJson.bytes(
          json -> {
            json.writeStartObject();
            json.writeStringField("device_id", deviceId);
            json.writeFieldName("readings");
            new JudgedReadings(watch.facts.settings().shadowsEnabled(), thresholds)
                .write(json, readings, READINGS);
            json.writeFieldName("thresholds");
            RunFacts.write(json, thresholds);
            json.writeFieldName("shadow");
            writeShadow(json, shadow);
            writeAlerts(json, deviceId);
            json.writeArrayFieldStart("rejected");
            for (Map<String, AttributeValue> item : rejected) {
              RejectedJson.write(json, item);
            }
            json.writeEndArray();
            json.writeEndObject();
          });
    } catch (SdkException e) {
      throw noAnswer();
    }
  }

  private static ServiceUnavailableResponse noAnswer() {
    return new ServiceUnavailableResponse("the database does not answer; try again in seconds");
  }

  private List<Map<String, AttributeValue>> readings(String deviceId) {
    List<Map<String, AttributeValue>> newestFirst =
        dynamoDb
            .query(
                query ->
                    query
                        .tableName(tables.readings())
                        .keyConditionExpression("device_id = :device")
                        .expressionAttributeValues(
                            Map.of(":device", AttributeValue.fromS(deviceId)))
                        .scanIndexForward(false)
                        .limit(READINGS + READINGS_BEFORE))
            .items();
    List<Map<String, AttributeValue>> oldestFirst = new ArrayList<>(newestFirst);
    Collections.reverse(oldestFirst);
    return oldestFirst;
  }

  private Thresholds thresholds(String deviceId) {
    return new ThresholdItems(
            dynamoDb.scanPaginator(scan -> scan.tableName(tables.thresholds())).items(),
            watch.facts.settings().thresholds(),
            (ignored, reason) -> {})
        .apply(deviceId);
  }

  private Map<String, AttributeValue> shadow(String deviceId) {
    return dynamoDb
        .getItem(
            get ->
                get.tableName(tables.shadows())
                    .key(Map.of("device_id", AttributeValue.fromS(deviceId))))
        .item();
  }

  /** The newest first. */
  private List<Map<String, AttributeValue>> rejected(String deviceId) {
    List<Map<String, AttributeValue>> keys =
        watch.rejections.of(deviceId, REJECTIONS).stream()
            .map(
                key ->
                    Map.of(
                        "shard_id", AttributeValue.fromS(key.shardId()),
                        "sequence_number", AttributeValue.fromS(key.sequenceNumber())))
            .toList();
    if (keys.isEmpty()) {
      return List.of();
    }
    return dynamoDb
        .batchGetItem(get -> get.requestItems(Map.of(tables.rejected(), keysOf(keys))))
        .responses()
        .getOrDefault(tables.rejected(), List.of())
        .stream()
        .sorted(Comparator.comparing(RejectedJson::sequenceNumber).reversed())
        .toList();
  }

  private static KeysAndAttributes keysOf(List<Map<String, AttributeValue>> keys) {
    return KeysAndAttributes.builder().keys(keys).build();
  }

  private static void writeShadow(JsonGenerator json, Map<String, AttributeValue> shadow)
      throws IOException {
    if (shadow.isEmpty()) {
      json.writeNull();
    } else {
      ItemJson.write(json, AttributeValue.fromM(shadow));
    }
  }

  private void writeAlerts(JsonGenerator json, String deviceId) throws IOException {
    json.writeArrayFieldStart("alerts");
    for (Alerts.Sent alert : watch.alerts.of(deviceId, ALERTS)) {
      alert.write(json);
    }
    json.writeEndArray();
  }

  @Override
  public void close() {
    dynamoDb.close();
  }
}

package dev.iotpipeline.benchmarks.baselines;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Readings as the article reads, checks and judges them. */
final class JsonReadings {

  private static final List<String> NUMBERS = List.of("temperature", "humidity", "pressure");

  private final ObjectMapper mapper =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  /**
   * The reading of a record.
   *
   * @throws IllegalArgumentException if it is no JSON or lacks a field
   */
  JsonNode read(KinesisEventRecord record) {
    JsonNode reading = parse(record.getKinesis().getData().array());
    for (String field : List.of("device_id", "timestamp", "temperature", "humidity", "pressure")) {
      if (!reading.hasNonNull(field)) {
        throw new IllegalArgumentException("a reading without " + field);
      }
    }
    return reading;
  }

  private JsonNode parse(byte[] payload) {
    try {
      return mapper.readTree(payload);
    } catch (IOException e) {
      throw new IllegalArgumentException("no JSON", e);
    }
  }

  Map<String, AttributeValue> item(JsonNode reading) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("device_id", AttributeValue.fromS(reading.get("device_id").asText()));
    item.put("timestamp", AttributeValue.fromS(reading.get("timestamp").asText()));
    for (String field : NUMBERS) {
      item.put(field, AttributeValue.fromN(reading.get(field).decimalValue().toPlainString()));
    }
    item.put("ingestion_timestamp", AttributeValue.fromS(Instant.now().toString()));
    return item;
  }

  boolean isAnomalous(JsonNode reading) {
    double humidity = reading.get("humidity").asDouble();
    return reading.get("temperature").asDouble() > 45 || humidity > 90 || humidity < 20;
  }
}

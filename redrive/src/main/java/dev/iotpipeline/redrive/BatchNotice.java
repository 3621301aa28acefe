package dev.iotpipeline.redrive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.iotpipeline.aws.SequenceNumbers;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The message that Lambda sends to the failure destination when an event source mapping gives up a
 * batch. It says where the records are, not what they hold.
 *
 * @param streamName the stream that holds the records
 * @param range the shard, and the first and last record. With a parallelisation factor, records of
 *     other batches may lie between them
 * @param batchSize the number of records, as text
 * @param condition why Lambda gave up the batch
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html">Retain
 *     discarded batch records</a>
 */
record BatchNotice(String streamName, ShardRange range, String batchSize, String condition) {

  private static final JsonFactory JSON = new JsonFactory();

  /**
   * The notice in the body of a message.
   *
   * @throws IllegalArgumentException if it holds none
   */
  static BatchNotice parse(String body) {
    Map<String, String> values = values(body);
    String streamArn = values.getOrDefault("KinesisBatchInfo.streamArn", "");
    String shardId = values.getOrDefault("KinesisBatchInfo.shardId", "");
    if (shardId.isEmpty() || !streamArn.contains("/")) {
      throw new IllegalArgumentException("it names no stream and shard in KinesisBatchInfo");
    }
    return new BatchNotice(
        streamArn.substring(streamArn.indexOf('/') + 1),
        new ShardRange(
            shardId,
            SequenceNumbers.parse(values.getOrDefault("KinesisBatchInfo.startSequenceNumber", "")),
            SequenceNumbers.parse(values.getOrDefault("KinesisBatchInfo.endSequenceNumber", ""))),
        values.getOrDefault("KinesisBatchInfo.batchSize", "?"),
        values.getOrDefault("requestContext.condition", "no condition given"));
  }

  /** The texts, numbers and truth values of the inner objects, by {@code object.field}. */
  private static Map<String, String> values(String body) {
    Map<String, String> values = new HashMap<>();
    try (JsonParser json = JSON.createParser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("it is no JSON object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String object = json.currentName();
        if (json.nextToken() == JsonToken.START_OBJECT) {
          addFields(object, json, values);
        } else {
          json.skipChildren();
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("it is no JSON", e);
    }
    return values;
  }

  private static void addFields(String object, JsonParser json, Map<String, String> values)
      throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = object + "." + json.currentName();
      if (json.nextToken().isScalarValue()) {
        values.put(name, json.getText());
      } else {
        json.skipChildren();
      }
    }
  }

  @Override
  public String toString() {
    return "%s  %s to %s  batch of %s  %s"
        .formatted(range.shardId(), range.from(), range.to(), batchSize, condition);
  }
}

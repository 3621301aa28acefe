package dev.iotpipeline.redrive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.iotpipeline.aws.SequenceNumbers;

/**
 * The message that Lambda sends to the failure destination when an event source mapping gives up a
 * batch. It says where the records are, not what they hold.
 *
 * @param streamName the stream that holds the records
 * @param range the shard, and the first and last record. With a parallelisation factor, records of
 *     other batches may lie between them
 * @param batchSize the number of records; 0 if the notice does not say
 * @param condition why Lambda gave up the batch
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html">Retain
 *     discarded batch records</a>
 */
record BatchNotice(String streamName, ShardRange range, long batchSize, String condition) {

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * The notice in the body of a message.
   *
   * @throws IllegalArgumentException if it holds none
   */
  static BatchNotice parse(String body) {
    JsonNode notice = json(body);
    JsonNode batch = notice.path("KinesisBatchInfo");
    String streamArn = batch.path("streamArn").asText("");
    String shardId = batch.path("shardId").asText("");
    if (shardId.isEmpty() || !streamArn.contains("/")) {
      throw new IllegalArgumentException("it names no stream and shard in KinesisBatchInfo");
    }
    return new BatchNotice(
        streamArn.substring(streamArn.indexOf('/') + 1),
        new ShardRange(
            shardId,
            SequenceNumbers.parse(batch.path("startSequenceNumber").asText("")),
            SequenceNumbers.parse(batch.path("endSequenceNumber").asText(""))),
        batch.path("batchSize").asLong(),
        notice.path("requestContext").path("condition").asText("no condition given"));
  }

  private static JsonNode json(String body) {
    try {
      JsonNode json = JSON.readTree(body);
      if (json.isObject()) {
        return json;
      }
      throw new IllegalArgumentException("it is no JSON object");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it is no JSON", e);
    }
  }

  @Override
  public String toString() {
    return "%s  %s to %s  batch of %s  %s"
        .formatted(
            range.shardId(), range.from(), range.to(), batchSize == 0 ? "?" : batchSize, condition);
  }
}

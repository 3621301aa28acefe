package dev.iotpipeline.local.aws.lambda.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.iotpipeline.local.aws.lambda.Json;
import java.io.IOException;
import java.util.Map;

/**
 * What a function's response says of its batch.
 *
 * <p>All was handled if the response is empty or null (an empty text or list is empty too), or if
 * its {@code batchItemFailures} is missing, empty or null. Nothing was handled if the response is
 * no JSON or of another shape, or if it names something that is not in the batch. Otherwise the
 * first named record is the first that failed; the order of the names does not matter.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html">Partial
 *     batch responses</a>
 */
final class BatchResponse {

  private static final int NOTHING = 0;

  private final Map<String, Integer> indexes;
  private int handled;

  private BatchResponse(Map<String, Integer> indexes) {
    this.indexes = indexes;
    this.handled = indexes.size();
  }

  /**
   * How many records from the front of the batch were handled.
   *
   * @param response the JSON that the function returned
   * @param indexes the place of each sequence number in the batch, from 0
   */
  static int handled(byte[] response, Map<String, Integer> indexes) {
    try (JsonParser json = Json.FACTORY.createParser(response)) {
      BatchResponse result = new BatchResponse(indexes);
      boolean wellFormed = result.readResponse(json) && json.nextToken() == null;
      return wellFormed ? result.handled : NOTHING;
    } catch (IOException e) {
      return NOTHING;
    }
  }

  private boolean readResponse(JsonParser json) throws IOException {
    JsonToken first = json.nextToken();
    if (first == null || first == JsonToken.VALUE_NULL) {
      return true;
    }
    if (first == JsonToken.VALUE_STRING) {
      return json.getText().isEmpty();
    }
    if (first == JsonToken.START_ARRAY) {
      return json.nextToken() == JsonToken.END_ARRAY;
    }
    return first == JsonToken.START_OBJECT && readFields(json);
  }

  private boolean readFields(JsonParser json) throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      boolean isFailures = json.currentName().equals("batchItemFailures");
      json.nextToken();
      if (isFailures && !readFailures(json)) {
        return false;
      }
      json.skipChildren();
    }
    return true;
  }

  private boolean readFailures(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return true;
    }
    if (json.currentToken() != JsonToken.START_ARRAY) {
      return false;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() != JsonToken.START_OBJECT || !readFailure(json)) {
        return false;
      }
    }
    return true;
  }

  private boolean readFailure(JsonParser json) throws IOException {
    Integer index = null;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      boolean isIdentifier = json.currentName().equals("itemIdentifier");
      if (json.nextToken() == JsonToken.VALUE_STRING && isIdentifier) {
        index = indexes.get(json.getText());
      }
      json.skipChildren();
    }
    if (index == null) {
      return false;
    }
    handled = Math.min(handled, index);
    return true;
  }
}

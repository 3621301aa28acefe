package dev.iotpipeline.local.aws.lambda.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.iotpipeline.local.aws.http.Json;
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

  private BatchResponse() {}

  /**
   * How many records from the front of the batch were handled.
   *
   * @param response the JSON that the function returned
   * @param indexes the place of each sequence number in the batch, from 0
   */
  static int handled(byte[] response, Map<String, Integer> indexes) {
    try {
      return handled(Json.MAPPER.readTree(response), indexes);
    } catch (IOException e) {
      return NOTHING;
    }
  }

  private static int handled(JsonNode response, Map<String, Integer> indexes) {
    if (!response.isObject()) {
      return isEmpty(response) ? indexes.size() : NOTHING;
    }
    JsonNode failures = response.path("batchItemFailures");
    if (failures.isMissingNode() || failures.isNull()) {
      return indexes.size();
    }
    if (!failures.isArray()) {
      return NOTHING;
    }
    int handled = indexes.size();
    for (JsonNode failure : failures) {
      JsonNode identifier = failure.path("itemIdentifier");
      Integer index = identifier.isTextual() ? indexes.get(identifier.textValue()) : null;
      if (index == null) {
        return NOTHING;
      }
      handled = Math.min(handled, index);
    }
    return handled;
  }

  private static boolean isEmpty(JsonNode json) {
    return json.isMissingNode()
        || json.isNull()
        || (json.isArray() && json.isEmpty())
        || (json.isTextual() && json.textValue().isEmpty());
  }
}

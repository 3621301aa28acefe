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
 * <p>With tumbling windows a response without a state, which is an object, has failed, whatever
 * else it says.
 *
 * @param handled how many records from the front of the batch were handled
 * @param isComplete whether that is all of them, and the call has not failed in another way
 * @param state what comes of the records that were handled, as JSON; without tumbling windows empty
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html">Partial
 *     batch responses</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-windows.html">Stateful
 *     processing</a>
 */
record BatchResponse(int handled, boolean isComplete, byte[] state) {

  private static final int NOTHING = -1;
  private static final byte[] NO_STATE = {};
  private static final BatchResponse FAILED = new BatchResponse(0, false, NO_STATE);

  /**
   * Reads as much of a response as the settings give a meaning to.
   *
   * @param response what the function returned
   */
  static BatchResponse read(byte[] response, Batch batch, MappingSettings settings) {
    if (!settings.reportBatchItemFailures() && !settings.hasWindows()) {
      return new BatchResponse(batch.size(), true, NO_STATE);
    }
    try {
      return read(Json.MAPPER.readTree(response), batch, settings);
    } catch (IOException e) {
      return FAILED;
    }
  }

  private static BatchResponse read(JsonNode response, Batch batch, MappingSettings settings)
      throws IOException {
    JsonNode state = response.path("state");
    if (settings.hasWindows() && !state.isObject()) {
      return FAILED;
    }
    int handled =
        settings.reportBatchItemFailures() ? handled(response, batch.indexes()) : batch.size();
    return handled == NOTHING
        ? FAILED
        : new BatchResponse(
            handled,
            handled == batch.size(),
            settings.hasWindows() ? Json.MAPPER.writeValueAsBytes(state) : NO_STATE);
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

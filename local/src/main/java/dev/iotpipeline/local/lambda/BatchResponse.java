package dev.iotpipeline.local.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.iotpipeline.local.kinesis.StreamRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What a function's answer says of its batch.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html">Success
 *     and failure conditions</a>
 */
final class BatchResponse {

  /** What an answer says. */
  sealed interface Verdict {

    /** Every record was handled. */
    record Success() implements Verdict {}

    /**
     * Some were not.
     *
     * @param lowest the index in the batch of the lowest sequence number that was reported
     */
    record FailedFrom(int lowest) implements Verdict {}

    /** The answer makes no sense, so nothing of the batch counts as handled. */
    record WholeFailure() implements Verdict {}
  }

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private BatchResponse() {}

  /** Reads an answer to this batch. */
  static Verdict read(byte[] response, List<StreamRecord> batch) {
    JsonNode answer;
    try {
      answer = JSON.readTree(response);
    } catch (JsonProcessingException e) {
      return new Verdict.WholeFailure();
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory cannot fail", e);
    }
    if (answer.isMissingNode() || answer.isNull()) {
      return new Verdict.Success();
    }
    return answer.isObject()
        ? read(answer.path("batchItemFailures"), batch)
        : new Verdict.WholeFailure();
  }

  private static Verdict read(JsonNode failures, List<StreamRecord> batch) {
    if (failures.isMissingNode() || failures.isNull()) {
      return new Verdict.Success();
    }
    if (!failures.isArray()) {
      return new Verdict.WholeFailure();
    }
    Map<String, Integer> indexes = indexes(batch);
    int lowest = batch.size();
    for (JsonNode failure : failures) {
      OptionalInt index = index(failure, indexes);
      if (index.isEmpty()) {
        return new Verdict.WholeFailure();
      }
      lowest = Math.min(lowest, index.getAsInt());
    }
    return failures.isEmpty() ? new Verdict.Success() : new Verdict.FailedFrom(lowest);
  }

  /** Empty for an identifier that is missing, null, empty, no text, or not of this batch. */
  private static OptionalInt index(JsonNode failure, Map<String, Integer> indexes) {
    JsonNode identifier = failure.path("itemIdentifier");
    Integer index = identifier.isTextual() ? indexes.get(identifier.textValue()) : null;
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }

  private static Map<String, Integer> indexes(List<StreamRecord> batch) {
    Map<String, Integer> indexes = new HashMap<>(batch.size() * 2);
    for (int i = 0; i < batch.size(); i++) {
      indexes.put(batch.get(i).sequenceNumber(), i);
    }
    return indexes;
  }
}

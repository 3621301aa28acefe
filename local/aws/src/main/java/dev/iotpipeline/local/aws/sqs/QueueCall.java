package dev.iotpipeline.local.aws.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.iotpipeline.local.aws.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of a call. Each accessor refuses what SQS would refuse. */
final class QueueCall {

  private final JsonNode parameters;

  QueueCall(byte[] body) {
    try {
      parameters = Json.MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw QueueErrors.malformed("The body is no JSON");
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory cannot fail", e);
    }
    if (!parameters.isObject()) {
      throw QueueErrors.malformed("The body is no JSON object");
    }
  }

  private QueueCall(JsonNode parameters) {
    this.parameters = parameters;
  }

  private Optional<JsonNode> find(String name) {
    return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isNull());
  }

  Optional<String> text(String name) {
    return find(name).map(value -> text(name, value));
  }

  private static String text(String name, JsonNode value) {
    if (!value.isTextual()) {
      throw QueueErrors.malformed(name + " has the wrong type");
    }
    return value.textValue();
  }

  String requiredText(String name) {
    return text(name).orElseThrow(() -> QueueErrors.missing(name));
  }

  Optional<Integer> number(String name, int min, int max) {
    return find(name).map(value -> number(name, value, min, max));
  }

  int requiredNumber(String name, int min, int max) {
    return number(name, min, max).orElseThrow(() -> QueueErrors.missing(name));
  }

  private static int number(String name, JsonNode value, int min, int max) {
    if (!value.isIntegralNumber()) {
      throw QueueErrors.malformed(name + " has the wrong type");
    }
    if (!value.canConvertToInt() || value.intValue() < min || value.intValue() > max) {
      throw QueueErrors.invalidValue(
          name, value.asText(), "Must be between %d and %d, if provided.".formatted(min, max));
    }
    return value.intValue();
  }

  /** A list of texts; empty if it is not given. */
  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    find(name)
        .ifPresent(
            list -> {
              if (!list.isArray()) {
                throw QueueErrors.malformed(name + " has the wrong type");
              }
              list.forEach(value -> texts.add(text(name, value)));
            });
    return texts;
  }

  /**
   * The entries of a batch by their ids, in order.
   *
   * @param most how many the batch may have
   */
  Map<String, QueueCall> entries(int most) {
    JsonNode list = find("Entries").orElseThrow(() -> QueueErrors.missing("Entries"));
    if (!list.isArray()) {
      throw QueueErrors.malformed("Entries has the wrong type");
    }
    if (list.isEmpty() || list.size() > most) {
      throw QueueErrors.batchOf(list.size(), most);
    }
    Map<String, QueueCall> entries = new LinkedHashMap<>();
    for (JsonNode each : list) {
      QueueCall entry = new QueueCall(each);
      if (entries.put(entry.requiredText("Id"), entry) != null) {
        throw QueueErrors.idGivenTwice(entry.requiredText("Id"));
      }
    }
    return entries;
  }
}

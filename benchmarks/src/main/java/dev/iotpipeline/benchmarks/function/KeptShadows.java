package dev.iotpipeline.benchmarks.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The items that PartiQL statements have written, for BatchGetItem to read. Conditions are taken as
 * met: each stand-in has one function, and that has one invocation at a time.
 */
final class KeptShadows {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "device_id";

  /** An attribute and its parameter: {@code 'name': ?} in an INSERT, else {@code "name" = ?}. */
  private static final Pattern ATTRIBUTE = Pattern.compile("[\"']?(\\w+)[\"']?(?::| =) \\?");

  private final Map<String, ObjectNode> items = new ConcurrentHashMap<>();

  /** Answers BatchGetItem. */
  String read(byte[] request) throws IOException {
    ObjectNode answer = JSON.createObjectNode();
    ObjectNode responses = answer.putObject("Responses");
    JSON.readTree(request)
        .path("RequestItems")
        .properties()
        .forEach(
            table -> {
              ArrayNode found = responses.putArray(table.getKey());
              for (JsonNode key : table.getValue().path("Keys")) {
                ObjectNode item = items.get(key.path(KEY).path("S").asText());
                if (item != null) {
                  found.add(item);
                }
              }
            });
    answer.putObject("UnprocessedKeys");
    return answer.toString();
  }

  /** Answers BatchExecuteStatement. */
  String write(byte[] request) throws IOException {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode responses = answer.putArray("Responses");
    for (JsonNode statement : JSON.readTree(request).path("Statements")) {
      ObjectNode item = item(statement);
      items.put(item.path(KEY).path("S").asText(), item);
      responses.addObject().put("TableName", "shadows");
    }
    return answer.toString();
  }

  /**
   * An attribute that is both set and part of the condition keeps its first value, which is set.
   */
  private static ObjectNode item(JsonNode statement) {
    ObjectNode item = JSON.createObjectNode();
    Matcher attribute = ATTRIBUTE.matcher(statement.path("Statement").asText());
    for (JsonNode parameter : statement.path("Parameters")) {
      if (attribute.find() && !item.has(attribute.group(1))) {
        item.set(attribute.group(1), parameter);
      }
    }
    return item;
  }
}

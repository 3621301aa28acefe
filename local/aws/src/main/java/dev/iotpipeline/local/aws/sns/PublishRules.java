package dev.iotpipeline.local.aws.sns;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/**
 * What SNS takes for a message.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">SNS Publish</a>
 */
final class PublishRules {

  static final int MESSAGE_BYTES = 256 * 1024;

  /**
   * Less than 100 characters of ASCII, the first a letter, number or punctuation mark. The
   * reference now says UTF-8, but SNS takes what keeps to the stricter rule in every account.
   */
  private static final Pattern SUBJECT = Pattern.compile("[!-~][ -~]{0,98}");

  static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private PublishRules() {}

  static void check(PublishRequest request) {
    if (request.topicArn() == null) {
      throw invalid("TopicArn or TargetArn Reason: no value for required parameter");
    }
    if (request.message() == null || request.message().isEmpty()) {
      throw invalid("Empty message");
    }
    if (request.subject() != null && !SUBJECT.matcher(request.subject()).matches()) {
      throw invalid("Subject");
    }
    MessageAttributeRules.check(request.messageAttributes());
    int size = utf8Length(request.message());
    if (size + MessageAttributeRules.size(request.messageAttributes()) > MESSAGE_BYTES) {
      throw invalid("Message too long");
    }
  }

  /** The text of each protocol that has its own, and that of all others as {@code default}. */
  static Map<String, String> texts(PublishRequest request) {
    if (request.messageStructure() == null) {
      return Map.of("default", request.message());
    }
    if (!request.messageStructure().equals("json")) {
      throw invalid("MessageStructure");
    }
    Map<String, String> texts = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : object(request.message()).properties()) {
      if (entry.getValue().isTextual()) {
        texts.put(entry.getKey(), entry.getValue().textValue());
      }
    }
    if (!texts.containsKey("default")) {
      throw invalid("Message Structure - No default entry in JSON message body");
    }
    return texts;
  }

  private static JsonNode object(String message) {
    try {
      JsonNode json = JSON.readTree(message);
      if (json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      // Answered below, as SNS answers: without saying where.
    }
    throw invalid("Message Structure - JSON message body failed to parse");
  }

  static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static InvalidParameterException invalid(String what) {
    return InvalidParameterException.builder()
        .message("Invalid parameter: " + what)
        .statusCode(400)
        .build();
  }
}

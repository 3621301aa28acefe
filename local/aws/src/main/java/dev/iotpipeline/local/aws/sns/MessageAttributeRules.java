package dev.iotpipeline.local.aws.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sns.model.InvalidParameterValueException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/**
 * What SNS takes for message attributes.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html">SNS message
 *     attributes</a>
 */
final class MessageAttributeRules {

  private static final Pattern NAME =
      Pattern.compile("(?!\\.)(?!.*\\.\\.)(?!.*\\.$)[A-Za-z0-9_.-]{1,256}");

  /** Reserved names, except those by which a publisher sets options of SNS. */
  private static final Pattern RESERVED =
      Pattern.compile("(?i)(?:aws\\.(?!sns\\.|mm\\.)|amazon\\.).*");

  /** Everything that XML 1.0 can carry. */
  private static final Pattern XML_TEXT =
      Pattern.compile("[\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]*");

  private MessageAttributeRules() {}

  static void check(Map<String, MessageAttributeValue> attributes) {
    attributes.forEach(MessageAttributeRules::check);
  }

  private static void check(String name, MessageAttributeValue value) {
    if (!NAME.matcher(name).matches() || RESERVED.matcher(name).matches()) {
      throw invalid("Invalid attribute name: " + name);
    }
    if (value.dataType() == null) {
      throw invalid("The message attribute '" + name + "' must contain a message attribute type.");
    }
    boolean valid =
        switch (value.dataType()) {
          case "String" -> isText(value.stringValue());
          case "String.Array" -> isText(value.stringValue()) && isArray(value.stringValue());
          default ->
              throw invalid(
                  "The message attribute '"
                      + name
                      + "' has an invalid type; String and String.Array are what is known here.");
        };
    if (!valid) {
      throw invalid(
          "The message attribute '"
              + name
              + "' has no valid value of its type "
              + value.dataType()
              + ".");
    }
  }

  private static boolean isText(String value) {
    return value != null && !value.isEmpty() && XML_TEXT.matcher(value).matches();
  }

  private static boolean isArray(String value) {
    try {
      JsonNode json = PublishRules.JSON.readTree(value);
      if (!json.isArray()) {
        return false;
      }
      for (JsonNode element : json) {
        if (element.isContainerNode()) {
          return false;
        }
      }
      return true;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /** Names, types and values all count towards the size of the message. */
  static int size(Map<String, MessageAttributeValue> attributes) {
    int size = 0;
    for (Map.Entry<String, MessageAttributeValue> attribute : attributes.entrySet()) {
      MessageAttributeValue value = attribute.getValue();
      size += PublishRules.utf8Length(attribute.getKey());
      size += PublishRules.utf8Length(value.dataType());
      size += PublishRules.utf8Length(value.stringValue());
    }
    return size;
  }

  private static InvalidParameterValueException invalid(String message) {
    return InvalidParameterValueException.builder().message(message).statusCode(400).build();
  }
}

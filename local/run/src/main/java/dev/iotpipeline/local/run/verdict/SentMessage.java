package dev.iotpipeline.local.run.verdict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.iotpipeline.local.aws.sns.Notification;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** The image of a message: as the alert function has sent it, and as the topic has taken it. */
final class SentMessage {

  private static final JsonMapper JSON = new JsonMapper();

  private SentMessage() {}

  static byte[] image(PublishRequest request) {
    JsonNode texts = texts(request.message());
    SortedMap<String, String> attributes = new TreeMap<>();
    request.messageAttributes().forEach((name, value) -> attributes.put(name, value.stringValue()));
    return image(
        String.valueOf(request.subject()),
        texts.path("default").asText(),
        texts.path("email").asText(),
        texts.path("sms").asText(),
        attributes);
  }

  private static JsonNode texts(String message) {
    try {
      return JSON.readTree(message);
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }

  static byte[] image(Notification taken) {
    return image(
        taken.subject(),
        taken.text(),
        taken.email(),
        taken.sms(),
        new TreeMap<>(taken.attributes()));
  }

  private static byte[] image(
      String subject, String text, String email, String sms, Map<String, String> attributes) {
    SortedMap<String, String> image = new TreeMap<>();
    attributes.forEach((name, value) -> image.put("attribute " + name, Image.text(value)));
    image.put("subject", Image.text(subject));
    image.put("text", Image.text(text));
    image.put("email", Image.text(email));
    image.put("sms", Image.text(sms));
    return Image.write(image);
  }
}

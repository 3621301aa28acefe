package dev.iotpipeline.local.run.verdict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.iotpipeline.local.aws.sns.Notification;
import dev.iotpipeline.telemetry.ReadingKey;
import java.util.HashSet;
import java.util.Set;

/**
 * What a notification says. It is taken from the text for machines: attributes have to fit XML, so
 * that an unusual device id may be changed in them.
 *
 * @param key the reading it is about; empty texts if it does not say
 * @param anomalies what is wrong with it, such as {@code temperature_above}
 */
record NotifiedAlert(ReadingKey key, Set<String> anomalies) {

  private static final JsonMapper JSON = new JsonMapper();

  static NotifiedAlert of(Notification notification) {
    JsonNode alert;
    try {
      alert = JSON.readTree(notification.text());
    } catch (JsonProcessingException e) {
      return new NotifiedAlert(new ReadingKey("", ""), Set.of());
    }
    Set<String> anomalies = new HashSet<>();
    alert
        .path("anomalies")
        .forEach(
            anomaly ->
                anomalies.add(
                    anomaly.path("field").asText() + "_" + anomaly.path("direction").asText()));
    return new NotifiedAlert(
        new ReadingKey(alert.path("device_id").asText(), alert.path("timestamp").asText()),
        anomalies);
  }
}

package dev.iotpipeline.local.run.verdict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.iotpipeline.local.aws.sns.Notification;
import dev.iotpipeline.telemetry.ReadingKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a notification says. It is taken from the text for machines: attributes have to fit XML, so
 * that an unusual device id may be changed in them.
 *
 * @param key the reading it is about; empty texts if it does not say
 * @param said what it says of the reading
 * @param notices the notices that it names, if it is a digest
 */
record NotifiedAlert(ReadingKey key, Said said, List<ToldNotice> notices) {

  /**
   * A notice that a digest names.
   *
   * @param at when it was found
   */
  record ToldNotice(NoticeName name, Instant at) {}

  private static final ObjectReader JSON =
      new JsonMapper().reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  static NotifiedAlert of(Notification notification) {
    JsonNode alert = json(notification.text());
    List<ToldNotice> notices = new ArrayList<>();
    alert
        .path("notices")
        .forEach(
            notice ->
                notices.add(new ToldNotice(name(notice), instant(notice.path("at").asText()))));
    return new NotifiedAlert(
        new ReadingKey(alert.path("device_id").asText(), alert.path("timestamp").asText()),
        Said.of(alert),
        notices);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }

  private static NoticeName name(JsonNode notice) {
    String anomaly = notice.path("anomaly").asText();
    String time = anomaly.equals(NoticeName.SILENT) ? "since" : "at";
    return new NoticeName(
        notice.path("device_id").asText(),
        anomaly,
        notice.path("kind").asText(),
        instant(notice.path(time).asText()));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  /** Whether it tells of breaches, and not of a reading. */
  boolean isDigest() {
    return !notices.isEmpty();
  }
}

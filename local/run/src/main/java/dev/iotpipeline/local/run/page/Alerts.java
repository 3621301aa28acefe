package dev.iotpipeline.local.run.page;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.iotpipeline.local.aws.sns.Notification;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The messages that the topic took last. Safe for use by any number of threads. */
final class Alerts {

  /** More than the page lists, so that most devices have some of their own. */
  private static final int KEPT = 1_000;

  /** A digest of a large fleet may have a quarter of a megabyte. */
  private static final int LONGEST_EMAIL = 4_000;

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * One message.
   *
   * @param id counts them, from 1
   * @param devices whom it is about
   */
  record Sent(long id, Instant at, String subject, String sms, String email, List<String> devices) {

    void write(JsonGenerator json) throws IOException {
      json.writeStartObject();
      json.writeNumberField("id", id);
      json.writeStringField("at", at.toString());
      json.writeStringField("subject", subject);
      json.writeStringField("sms", sms);
      json.writeStringField("email", email);
      json.writeArrayFieldStart("devices");
      for (String device : devices) {
        json.writeString(device);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private final Deque<Sent> kept = new ArrayDeque<>();
  private final Devices devices;
  private final boolean shadows;
  private long count;

  /**
   * @param shadows whether the run has some; if not, an alert says how its device is
   */
  Alerts(Devices devices, boolean shadows) {
    this.devices = devices;
    this.shadows = shadows;
  }

  /** The topic has taken a message. */
  void notified(Notification notification) {
    JsonNode text = text(notification);
    String device = text.path("device_id").asText();
    Set<String> about = new LinkedHashSet<>();
    if (!device.isEmpty()) {
      about.add(device);
    }
    text.path("notices").forEach(notice -> about.add(notice.path("device_id").asText()));
    if (!shadows && !device.isEmpty()) {
      devices.alerted(device, text.path("timestamp").asText());
    }
    keep(notification, List.copyOf(about));
  }

  private static JsonNode text(Notification notification) {
    try {
      return JSON.readTree(notification.text());
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  private synchronized void keep(Notification notification, List<String> about) {
    count++;
    String email = notification.email();
    kept.addLast(
        new Sent(
            count,
            notification.acceptedAt(),
            notification.subject(),
            notification.sms(),
            email.length() <= LONGEST_EMAIL ? email : email.substring(0, LONGEST_EMAIL) + "...",
            about));
    if (kept.size() > KEPT) {
      kept.removeFirst();
    }
  }

  /** How many messages there were. */
  synchronized long count() {
    return count;
  }

  /**
   * The last ones, in the order in which they were sent.
   *
   * @param id those up to this one are left out
   */
  synchronized List<Sent> after(long id, int most) {
    List<Sent> last = new ArrayList<>(kept);
    last.removeIf(sent -> sent.id() <= id);
    return List.copyOf(last.subList(Math.max(0, last.size() - most), last.size()));
  }

  /** The last ones about one device, in the order in which they were sent. */
  synchronized List<Sent> of(String deviceId, int most) {
    List<Sent> last = kept.stream().filter(sent -> sent.devices().contains(deviceId)).toList();
    return last.subList(Math.max(0, last.size() - most), last.size());
  }
}

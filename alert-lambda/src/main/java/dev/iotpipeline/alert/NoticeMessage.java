package dev.iotpipeline.alert;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.iotpipeline.telemetry.Notice;
import dev.iotpipeline.telemetry.Timestamps;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The message of a digest, or of a part of one.
 *
 * @param digest the digest's name
 * @param notices at least one, in {@link #ORDER}
 * @param now when it is written
 * @param part which part it is, from 1
 * @param parts how many there are
 */
record NoticeMessage(String digest, List<DeviceNotice> notices, Instant now, int part, int parts) {

  /** What is new comes first; devices of one site stay together. */
  static final Comparator<DeviceNotice> ORDER =
      Comparator.comparing((DeviceNotice told) -> told.notice().kind())
          .thenComparing(told -> told.notice().anomaly())
          .thenComparing(DeviceNotice::site)
          .thenComparing(DeviceNotice::nameInSite)
          .thenComparing(told -> told.notice().at());

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern(" (MM-dd HH:mm'Z')").withZone(ZoneOffset.UTC);

  NoticeMessage {
    notices = List.copyOf(notices);
  }

  Message message() {
    String number = parts == 1 ? "" : " [" + part + "/" + parts + "]";
    String headline = NoticeHeadline.of(notices, SubjectLine.MAX_LENGTH - number.length());
    return new Message(
        headline + number,
        Message.body(
            machineText(),
            NoticeEmail.of(this),
            SmsText.onePart(headline + number + TIME.format(now))),
        Map.of(
            "anomalies",
            Message.array(
                notices.stream().map(told -> told.notice().anomaly()).distinct().toList()),
            "kinds",
            Message.array(
                notices.stream().map(told -> told.notice().kind().code()).distinct().toList())));
  }

  private String machineText() {
    return Json.object(
        json -> {
          json.writeStringField("digest", digest);
          json.writeArrayFieldStart("notices");
          for (DeviceNotice told : notices) {
            write(told.deviceId(), told.notice(), json);
          }
          json.writeEndArray();
        });
  }

  private static void write(String deviceId, Notice notice, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("device_id", deviceId);
    json.writeStringField("anomaly", notice.anomaly());
    json.writeStringField("kind", notice.kind().code());
    json.writeStringField("since", Timestamps.format(notice.since()));
    json.writeStringField("at", Timestamps.format(notice.at()));
    json.writeNumberField("count", notice.count());
    if (notice.worst() != null) {
      json.writeNumberField("worst", notice.worst());
    }
    json.writeEndObject();
  }
}

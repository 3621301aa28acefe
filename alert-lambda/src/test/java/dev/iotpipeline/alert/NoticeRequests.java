package dev.iotpipeline.alert;

import dev.iotpipeline.telemetry.AlertRequest;
import dev.iotpipeline.telemetry.AlertRequest.Context;
import dev.iotpipeline.telemetry.AlertRequest.Notices;
import dev.iotpipeline.telemetry.Grounds;
import dev.iotpipeline.telemetry.Notice;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.Thresholds;
import dev.iotpipeline.telemetry.Timestamps;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the consumer sends in one digest, which closes at 13:05:05. */
final class NoticeRequests {

  static final Instant AT = Instant.parse("2026-11-25T13:05:00Z");
  static final Instant CLOSES_AT = Instant.parse("2026-11-25T13:05:05Z");

  private NoticeRequests() {}

  /** A reading too hot that raises its breach. */
  static AlertRequest raised(String deviceId) {
    return request(
        deviceId,
        "51.2",
        notice(Notice.Kind.RAISED, "temperature_above", Duration.ZERO, 1, "51.2"));
  }

  /** The same in another digest, which closes a number of seconds before the usual one. */
  static AlertRequest raisedBefore(String deviceId, int seconds) {
    AlertRequest request = raised(deviceId);
    Context context = request.context();
    Instant closesAt = CLOSES_AT.minusSeconds(seconds);
    return new AlertRequest(
        request.reading(),
        new Context(
            context.shardId(),
            context.sequenceNumber(),
            context.ingested(),
            context.grounds(),
            new Notices(Timestamps.format(closesAt), closesAt, context.notices().notices())));
  }

  /** A normal reading that ends a breach of six minutes. */
  static AlertRequest cleared(String deviceId) {
    return request(
        deviceId,
        "44.1",
        notice(Notice.Kind.CLEARED, "temperature_above", Duration.ofSeconds(370), 61, "53.2"));
  }

  /** A reading too hot that nobody is told of. */
  static AlertRequest counted(String deviceId) {
    return request(deviceId, "51.2");
  }

  /** A device that nothing is heard of; its last reading was too hot. */
  static AlertRequest silent(String deviceId) {
    AlertRequest request =
        request(
            deviceId,
            "51.2",
            notice(Notice.Kind.RAISED, Notice.SILENT, Duration.ofMinutes(5), 0, null));
    Context context = request.context();
    return new AlertRequest(
        request.reading(),
        new Context(
            context.shardId(),
            context.sequenceNumber(),
            context.ingested(),
            null,
            context.notices()));
  }

  static Notice notice(
      Notice.Kind kind, String anomaly, Duration lasting, long count, String worst) {
    return new Notice(
        kind, anomaly, AT.minus(lasting), AT, count, worst == null ? null : new BigDecimal(worst));
  }

  static AlertRequest request(String deviceId, String temperature, Notice... notices) {
    return risen(deviceId, temperature, temperature, notices);
  }

  /** A reading whose temperature was at a baseline within the last minute. */
  static AlertRequest risen(
      String deviceId, String temperature, String baseline, Notice... notices) {
    return new AlertRequest(
        reading(deviceId, temperature),
        new Context(
            "shardId-000000000003",
            "49670003176390650312300000000000000000000000000000004711",
            AT.plusMillis(400),
            new Grounds(Thresholds.DEFAULT, new BigDecimal(baseline)),
            new Notices(Timestamps.format(CLOSES_AT), CLOSES_AT, List.of(notices))));
  }

  static Reading reading(String deviceId, String temperature) {
    return new Reading(
        deviceId,
        AT,
        new BigDecimal(temperature),
        new BigDecimal("50"),
        new BigDecimal("1003.25"),
        "1.2.0");
  }
}

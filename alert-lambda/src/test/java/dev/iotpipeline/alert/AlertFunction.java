package dev.iotpipeline.alert;

import dev.iotpipeline.telemetry.EventLog;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import dev.iotpipeline.telemetry.Thresholds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The handler between a payload and two fakes, as each test wants it. */
final class AlertFunction {

  static final String TOPIC_ARN = "arn:aws:sns:us-east-1:123456789012:iot-alerts";
  static final Instant MEASURED = Instant.parse("2026-11-23T10:15:30.123456Z");

  final FakeSns sns = new FakeSns();
  final FakeCloudWatch cloudWatch = new FakeCloudWatch();
  final List<String> logLines = new ArrayList<>();
  private final AlertHandler handler =
      new AlertHandler(
          new AlertSettings(TOPIC_ARN, Thresholds.DEFAULT),
          sns,
          cloudWatch,
          new EventLog(logLines::add, Clock.fixed(MEASURED.plusSeconds(1), ZoneOffset.UTC)));

  String handle(byte[] payload) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try {
      handler.handleRequest(new ByteArrayInputStream(payload), output, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return output.toString(StandardCharsets.UTF_8);
  }

  String handle(Reading reading) {
    return handle(ReadingJson.write(reading));
  }

  static Reading reading(String deviceId, String temperature, String humidity) {
    return new Reading(
        deviceId,
        MEASURED,
        new BigDecimal(temperature),
        new BigDecimal(humidity),
        new BigDecimal("1003.25"),
        Optional.of("1.2.0"));
  }
}

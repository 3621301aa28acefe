package dev.iotpipeline.alert;

import dev.iotpipeline.alert.AlertSettings.Ledger;
import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.FakeClock;
import dev.iotpipeline.aws.TimeAndChance;
import dev.iotpipeline.local.aws.testing.FakeContext;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import dev.iotpipeline.telemetry.Thresholds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The handler between a payload and its fakes, as each test wants it. */
final class AlertFunction {

  static final String TOPIC_ARN = "arn:aws:sns:us-east-1:123456789012:iot-alerts";
  static final Instant MEASURED = Instant.parse("2026-11-23T10:15:30.123456Z");
  static final Duration TIMEOUT = Duration.ofSeconds(30);

  final FakeSns sns;
  final FakeCloudWatch cloudWatch;
  final FakeAlertsTable table;
  final FakeClock clock;
  final List<String> logLines = new ArrayList<>();
  private final AlertSettings settings;
  private final AlertHandler handler;

  AlertFunction() {
    this(null);
  }

  private AlertFunction(Ledger ledger) {
    this(
        new AlertSettings(TOPIC_ARN, Thresholds.DEFAULT, ledger),
        new FakeSns(),
        new FakeCloudWatch(),
        new FakeAlertsTable(),
        new FakeClock(MEASURED.plusSeconds(1)));
  }

  private AlertFunction(
      AlertSettings settings,
      FakeSns sns,
      FakeCloudWatch cloudWatch,
      FakeAlertsTable table,
      FakeClock clock) {
    this.settings = settings;
    this.sns = sns;
    this.cloudWatch = cloudWatch;
    this.table = table;
    this.clock = clock;
    this.handler =
        new AlertHandler(
            settings,
            sns,
            cloudWatch,
            table,
            new EventLog(logLines::add, clock),
            new TimeAndChance(clock, clock, () -> 0));
  }

  static AlertFunction withLedger() {
    return withLedger(null);
  }

  static AlertFunction withLedger(Duration retention) {
    return new AlertFunction(new Ledger(FakeAlertsTable.NAME, retention));
  }

  /** A further instance of the same function, which remembers nothing of this one. */
  AlertFunction anotherInstance() {
    return new AlertFunction(settings, sns, cloudWatch, table, clock);
  }

  String handle(byte[] payload) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    FakeContext context = new FakeContext(clock, TIMEOUT);
    try {
      handler.handleRequest(new ByteArrayInputStream(payload), output, context);
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
        "1.2.0");
  }
}

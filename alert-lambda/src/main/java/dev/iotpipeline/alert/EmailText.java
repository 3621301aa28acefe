package dev.iotpipeline.alert;

import dev.iotpipeline.telemetry.AlertRequest;
import dev.iotpipeline.telemetry.Anomaly;
import dev.iotpipeline.telemetry.Anomaly.Rise;
import dev.iotpipeline.telemetry.Direction;
import dev.iotpipeline.telemetry.Measurement;
import dev.iotpipeline.telemetry.Reading;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.EnumSet;
import java.util.Set;

/** The full text. What is wrong comes first, then where to look. */
final class EmailText {

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendLiteral(" UTC")
          .toFormatter()
          .withZone(ZoneOffset.UTC);

  /** The most of a foreign text in one line; the key further down has the device id in full. */
  private static final int FOREIGN_LENGTH = 160;

  private final Alert alert;
  private final StringBuilder text = new StringBuilder(768);

  private EmailText(Alert alert) {
    this.alert = alert;
  }

  static String of(Alert alert) {
    return new EmailText(alert).write();
  }

  private String write() {
    Reading reading = alert.reading();
    line("Device     " + foreign(reading.deviceId()));
    line("Measured   " + TIME.format(reading.timestamp()));
    String firmware = reading.firmwareVersion();
    line("Firmware   " + (firmware == null ? "not reported" : foreign(firmware)));
    line("");
    line("Beyond the threshold:");
    alert.anomalies().forEach(this::anomaly);
    line("");
    line("The rest of the reading:");
    otherMeasurements().forEach(measurement -> value(measurement, reading.value(measurement)));
    line("");
    line("To look the reading up, its key in the table:");
    line("  " + LookupKey.of(reading.key()));
    if (alert.request().context() != null) {
      origin(alert.request().context());
    }
    return text.toString();
  }

  private void anomaly(Anomaly anomaly) {
    String reached = named(anomaly.measurement(), anomaly.value()) + ", ";
    line(reached + (anomaly.rise() == null ? beyond(anomaly) : risen(anomaly, anomaly.rise())));
  }

  private static String beyond(Anomaly anomaly) {
    String unit = " " + anomaly.measurement().unit();
    String side = anomaly.direction() == Direction.ABOVE ? " above " : " below ";
    return Numbers.brief(anomaly.value().subtract(anomaly.threshold()).abs())
        + unit
        + side
        + "the threshold of "
        + Numbers.exact(anomaly.threshold())
        + unit;
  }

  private static String risen(Anomaly anomaly, Rise rise) {
    String unit = " " + anomaly.measurement().unit();
    return Numbers.brief(anomaly.value().subtract(rise.baseline()))
        + unit
        + " above the lowest of the last "
        + rise.window().toSeconds()
        + " s ("
        + Numbers.exact(rise.baseline())
        + unit
        + "), more than "
        + Numbers.exact(anomaly.threshold())
        + unit;
  }

  private Set<Measurement> otherMeasurements() {
    Set<Measurement> others = EnumSet.allOf(Measurement.class);
    alert.anomalies().forEach(anomaly -> others.remove(anomaly.measurement()));
    return others;
  }

  private void value(Measurement measurement, BigDecimal value) {
    line(named(measurement, value));
  }

  private static String named(Measurement measurement, BigDecimal value) {
    return String.format(
        "  %-13s%s %s", measurement.field(), Numbers.exact(value), measurement.unit());
  }

  private void origin(AlertRequest.Context context) {
    line("");
    line("The record that carried it:");
    line("  shard         " + foreign(context.shardId()));
    line("  sequence no.  " + foreign(context.sequenceNumber()));
    line("  arrived       " + TIME.format(context.ingested()));
  }

  private static String foreign(String text) {
    return VisibleText.shortened(VisibleText.of(text), FOREIGN_LENGTH);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}

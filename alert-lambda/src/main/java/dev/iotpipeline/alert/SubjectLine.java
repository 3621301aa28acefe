package dev.iotpipeline.alert;

import dev.iotpipeline.telemetry.Anomaly;
import java.util.stream.Collectors;

/**
 * The subject of a notification, such as {@code Anomaly on sensor-007: temperature 52.31 C}.
 *
 * <p>Printable ASCII that starts with a letter, 99 characters at most. SNS's reference asked for
 * ASCII and now allows UTF-8; other pages of AWS still ask for ASCII. A subject that keeps to the
 * stricter rule is always accepted. The text of the message has the degree sign and the full name.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">SNS Publish</a>
 */
final class SubjectLine {

  static final int MAX_LENGTH = 99;

  /** Kept even beside three long values, which are then cut instead. */
  private static final int SHORTEST_NAME = 20;

  private static final String OPENING = "Anomaly on ";

  private SubjectLine() {}

  static String of(Alert alert) {
    String values =
        alert.anomalies().stream()
            .map(SubjectLine::value)
            .collect(Collectors.joining(", ", ": ", ""));
    int room = MAX_LENGTH - OPENING.length() - values.length();
    String device = DeviceLabel.of(alert.reading().deviceId(), Math.max(room, SHORTEST_NAME));
    return VisibleText.shortened(OPENING + device + values, MAX_LENGTH);
  }

  private static String value(Anomaly anomaly) {
    String unit = " " + anomaly.measurement().unit().replace("°", "");
    String value = Numbers.brief(anomaly.value()) + unit;
    return anomaly.measurement().field()
        + " "
        + (anomaly.rise() == null
            ? value
            : "up "
                + Numbers.brief(anomaly.value().subtract(anomaly.rise().baseline()))
                + unit
                + " to "
                + value);
  }
}

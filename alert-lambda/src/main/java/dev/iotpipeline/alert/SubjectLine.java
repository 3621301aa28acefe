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

  private static final int MAX_LENGTH = 99;
  private static final String OPENING = "Anomaly on ";

  private SubjectLine() {}

  static String of(Alert alert) {
    String values =
        alert.anomalies().stream()
            .map(SubjectLine::value)
            .collect(Collectors.joining(", ", ": ", ""));
    int room = MAX_LENGTH - OPENING.length() - values.length();
    return OPENING + DeviceLabel.of(alert.reading().deviceId(), room) + values;
  }

  private static String value(Anomaly anomaly) {
    return anomaly.measurement().field()
        + " "
        + Numbers.brief(anomaly.value())
        + " "
        + anomaly.measurement().unit().replace("°", "");
  }
}

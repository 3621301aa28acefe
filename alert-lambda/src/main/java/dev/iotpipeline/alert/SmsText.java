package dev.iotpipeline.alert;

import dev.iotpipeline.telemetry.Anomaly;
import dev.iotpipeline.telemetry.Anomaly.Rise;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * The text of an SMS, in one part. Each further part costs extra, and may arrive before the first.
 *
 * <p>A part has 160 septets of the GSM alphabet; a device name beyond that alphabet turns the whole
 * message into UCS-2, of which a part has 70 units.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html">SNS, SMS</a>
 */
final class SmsText {

  private static final int GSM_SEPTETS = 160;
  private static final int UCS2_UNITS = 70;

  /**
   * A name that is cut shorter does not tell the device any more, so the time is left out first.
   */
  private static final int WORTHWHILE_NAME = 20;

  /** So much of the name stays even if the values are very long; then the values are cut. */
  private static final int SHORTEST_NAME = 8;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern(" (MM-dd HH:mm:ss'Z')").withZone(ZoneOffset.UTC);

  private SmsText() {}

  static String of(Alert alert) {
    String name = VisibleText.of(alert.reading().deviceId());
    String values =
        alert.anomalies().stream().map(SmsText::value).collect(Collectors.joining(", ", ": ", ""));
    String time = TIME.format(alert.reading().timestamp());
    return GsmAlphabet.holds(name)
        ? fitted(name, values, time, GSM_SEPTETS, GsmAlphabet::septets)
        : fitted(name, values, time, UCS2_UNITS, String::length);
  }

  private static String fitted(
      String name, String values, String time, int max, ToIntFunction<String> cost) {
    int room = max - cost.applyAsInt(values);
    int roomBesideTime = room - cost.applyAsInt(time);
    boolean timeFits = roomBesideTime >= Math.min(cost.applyAsInt(name), WORTHWHILE_NAME);
    int roomForName = Math.max(timeFits ? roomBesideTime : room, SHORTEST_NAME);
    String text = shortened(name, roomForName, cost) + values + (timeFits ? time : "");
    return shortened(text, max, cost);
  }

  /** Each character costs at least one, so the first attempt is never too short. */
  private static String shortened(String text, int max, ToIntFunction<String> cost) {
    int length = max;
    String shortened = VisibleText.shortened(text, length);
    while (cost.applyAsInt(shortened) > max) {
      length--;
      shortened = VisibleText.shortened(text, length);
    }
    return shortened;
  }

  /** No degree sign: the GSM alphabet has none. */
  private static String value(Anomaly anomaly) {
    String unit = " " + anomaly.measurement().unit().replace("°", "");
    String value = anomaly.measurement().field() + " " + Numbers.brief(anomaly.value()) + unit;
    String threshold = Numbers.brief(anomaly.threshold());
    return switch (anomaly.direction()) {
      case ABOVE -> value + " > " + threshold;
      case BELOW -> value + " < " + threshold;
      case RISING ->
          value + risen(Objects.requireNonNull(anomaly.rise()), anomaly, unit) + " > " + threshold;
    };
  }

  private static String risen(Rise rise, Anomaly anomaly, String unit) {
    return ", up "
        + Numbers.brief(anomaly.value().subtract(rise.baseline()))
        + unit
        + " in "
        + rise.window().toSeconds()
        + " s";
  }

  /** A line of ASCII, cut to one part. */
  static String onePart(String ascii) {
    // The one character of printable ASCII that the GSM alphabet does not have.
    return shortened(ascii.replace('`', '\''), GSM_SEPTETS, GsmAlphabet::septets);
  }
}

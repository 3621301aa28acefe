package dev.iotpipeline.telemetry;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Instants as text in one canonical form, {@code 2026-11-23T10:15:30.123456000Z}.
 *
 * <p>UTC, always 30 characters and lossless to the nanosecond, so that the order of the texts is
 * the order of the instants, and one instant written with two offsets is one text.
 *
 * <p>Each reading has several, so their digits are written and read here, which takes a third of
 * the time that a formatter takes. Only what is not plainly UTC is left to the JDK's parser.
 */
public final class Timestamps {

  /** The canonical form with a 0 for each digit. */
  private static final String CANONICAL = "0000-00-00T00:00:00.000000000Z";

  private static final int SECONDS_END = "0000-00-00T00:00:00".length();

  private static final int FRACTION_END = CANONICAL.length() - 1;

  /**
   * Beyond these a year has a sign or five digits, and the order of texts is not that of instants.
   */
  private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private Timestamps() {}

  /**
   * The canonical text of an instant.
   *
   * @throws IllegalArgumentException if the instant lies outside the years 0000 to 9999
   */
  public static String format(Instant instant) {
    if (!isRepresentable(instant)) {
      throw new IllegalArgumentException(instant + " lies outside the years 0000 to 9999");
    }
    LocalDateTime utc =
        LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
    byte[] text = CANONICAL.getBytes(StandardCharsets.ISO_8859_1);
    write(utc.getYear(), text, 4);
    write(utc.getMonthValue(), text, 7);
    write(utc.getDayOfMonth(), text, 10);
    write(utc.getHour(), text, 13);
    write(utc.getMinute(), text, 16);
    write(utc.getSecond(), text, SECONDS_END);
    write(utc.getNano(), text, FRACTION_END);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  /** The zeros in front of a number are there already. */
  private static void write(int number, byte[] text, int end) {
    int at = end - 1;
    for (int rest = number; rest > 0; rest /= 10) {
      text[at--] = (byte) ('0' + rest % 10);
    }
  }

  /**
   * The instant that an ISO-8601 text with an offset names. The offset may be without its colon, as
   * {@code strftime("%z")} writes it in C and in Python.
   *
   * @throws DateTimeException if the text is not ISO-8601 with an offset, to the nanosecond at most
   */
  public static Instant parse(String text) {
    int end = text.length() - (text.endsWith("Z") ? 1 : text.endsWith("+00:00") ? 6 : 0);
    return isUtc(text, end) ? utc(text, end) : OffsetDateTime.parse(withColon(text)).toInstant();
  }

  /** Whether a text has the canonical form, with a shorter fraction perhaps, up to its offset. */
  private static boolean isUtc(String text, int end) {
    if (end == text.length() || end < SECONDS_END || end > FRACTION_END) {
      return false;
    }
    for (int at = 0; at < end; at++) {
      char form = CANONICAL.charAt(at);
      char found = text.charAt(at);
      if (form == '0' ? found < '0' || found > '9' : found != form) {
        return false;
      }
    }
    return true;
  }

  private static Instant utc(String text, int end) {
    int nanos = 0;
    for (int at = SECONDS_END + 1; at < FRACTION_END; at++) {
      nanos = nanos * 10 + (at < end ? text.charAt(at) - '0' : 0);
    }
    return LocalDateTime.of(
            read(text, 0, 4),
            read(text, 5, 7),
            read(text, 8, 10),
            read(text, 11, 13),
            read(text, 14, 16),
            read(text, 17, SECONDS_END),
            nanos)
        .toInstant(ZoneOffset.UTC);
  }

  private static int read(String text, int from, int end) {
    int number = 0;
    for (int at = from; at < end; at++) {
      number = number * 10 + text.charAt(at) - '0';
    }
    return number;
  }

  private static String withColon(String text) {
    int sign = text.length() - 5;
    if (sign < 0 || (text.charAt(sign) != '+' && text.charAt(sign) != '-')) {
      return text;
    }
    return text.substring(0, sign + 3) + ":" + text.substring(sign + 3);
  }

  static boolean isRepresentable(Instant instant) {
    return !instant.isBefore(EARLIEST) && !instant.isAfter(LATEST);
  }
}

package dev.iotpipeline.telemetry;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Instants as text in one canonical form, {@code 2026-11-23T10:15:30.123456000Z}.
 *
 * <p>UTC, always 30 characters and lossless to the nanosecond, so that the order of the texts is
 * the order of the instants, and one instant written with two offsets is one text.
 */
public final class Timestamps {

  private static final DateTimeFormatter CANONICAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);

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
    return CANONICAL.format(instant);
  }

  /**
   * The instant that an ISO-8601 text with an offset names. The offset may be without its colon, as
   * {@code strftime("%z")} writes it in C and in Python.
   *
   * @throws DateTimeException if the text is not ISO-8601 with an offset, to the nanosecond at most
   */
  public static Instant parse(String text) {
    return OffsetDateTime.parse(withColon(text)).toInstant();
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

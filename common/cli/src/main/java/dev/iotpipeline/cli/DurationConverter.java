package dev.iotpipeline.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Durations as people type them: {@code 500ms}, {@code 15s}, {@code 2m30s}, {@code 1h30m}, or
 * ISO-8601.
 */
public final class DurationConverter implements ITypeConverter<Duration> {

  private static final String NUMBER = "(\\d{1,12})";

  /** Each unit at most once, from the longest to the shortest. */
  private static final Pattern SHORT =
      Pattern.compile("(?:%1$sh)?(?:%1$sm(?!s))?(?:%1$ss)?(?:%1$sms)?".formatted(NUMBER));

  @Override
  public Duration convert(String text) {
    Matcher matcher = SHORT.matcher(text);
    if (!text.isEmpty() && matcher.matches()) {
      return Duration.ofHours(number(matcher.group(1)))
          .plusMinutes(number(matcher.group(2)))
          .plusSeconds(number(matcher.group(3)))
          .plusMillis(number(matcher.group(4)));
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException | ArithmeticException e) {
      throw new TypeConversionException(
          "'" + text + "' is no duration: write 500ms, 15s, 2m30s, 1h or ISO-8601 such as PT1.5S");
    }
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /** A duration as it could be typed: in seconds or milliseconds, or in ISO-8601. */
  public static String text(Duration duration) {
    boolean wholeMillis = duration.toNanosPart() % 1_000_000 == 0 && duration.toDays() < 100_000;
    if (!wholeMillis) {
      return duration.toString();
    }
    return duration.toMillisPart() == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
  }
}

package dev.iotpipeline.simulator;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Durations as people type them, {@code 500ms}, {@code 15s}, {@code 2m}, {@code 1h}, or ISO-8601.
 */
final class DurationConverter implements ITypeConverter<Duration> {

  private static final Pattern SHORT = Pattern.compile("(\\d{1,12})(ms|s|m|h)");

  @Override
  public Duration convert(String text) {
    Matcher matcher = SHORT.matcher(text);
    if (matcher.matches()) {
      return of(Long.parseLong(matcher.group(1)), matcher.group(2));
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException | ArithmeticException e) {
      throw new TypeConversionException(
          "'" + text + "' is no duration: write 500ms, 15s, 2m, 1h or ISO-8601 such as PT1.5S");
    }
  }

  private static Duration of(long amount, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  /** The same, the other way round, where the short form is exact. */
  static String text(Duration duration) {
    boolean wholeMillis = duration.toNanosPart() % 1_000_000 == 0 && duration.toDays() < 100_000;
    if (!wholeMillis) {
      return duration.toString();
    }
    return duration.toMillisPart() == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
  }
}

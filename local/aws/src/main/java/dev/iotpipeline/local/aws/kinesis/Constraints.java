package dev.iotpipeline.local.aws.kinesis;

import dev.iotpipeline.local.aws.http.RefusedRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a request gets wrong and refuses it in the words of Kinesis: {@code 1 validation
 * error detected: Value '' at 'partitionKey' failed to satisfy constraint: ...}.
 */
final class Constraints {

  /** Kinesis stops counting there too. */
  private static final int MOST_REPORTED = 10;

  private final List<String> broken = new ArrayList<>(0);

  /** Given at all. */
  Constraints present(String field, @Nullable Object value) {
    return value != null ? this : broken("null", field, "Member must not be null");
  }

  /** Given, and so many characters long. */
  Constraints length(String field, String value, int min, int max) {
    if (value == null) {
      return present(field, value);
    }
    // The API counts characters; a key of 256 emoji is as long as one of 256 letters.
    int length = value.codePointCount(0, value.length());
    if (length < min) {
      return broken(
          quoted(value), field, "Member must have length greater than or equal to " + min);
    }
    return length <= max
        ? this
        : broken(quoted(value), field, "Member must have length less than or equal to " + max);
  }

  /** Of this form, if given. */
  Constraints form(String field, String value, Pattern form) {
    return value == null || form.matcher(value).matches()
        ? this
        : broken(
            quoted(value),
            field,
            "Member must satisfy regular expression pattern: " + form.pattern());
  }

  /** Within these bounds, if given. */
  Constraints range(String field, Integer value, int min, int max) {
    if (value != null && value < min) {
      return broken(quoted(value), field, "Member must have value greater than or equal to " + min);
    }
    return value == null || value <= max
        ? this
        : broken(quoted(value), field, "Member must have value less than or equal to " + max);
  }

  /** Says that a value breaks a constraint; the value as it is to be shown. */
  Constraints broken(String shown, String field, String constraint) {
    if (broken.size() < MOST_REPORTED) {
      broken.add(
          "Value %s at '%s' failed to satisfy constraint: %s".formatted(shown, field, constraint));
    }
    return this;
  }

  /**
   * Ends the inspection.
   *
   * @throws RefusedRequestException a ValidationException, if anything is broken
   */
  void check() {
    if (!broken.isEmpty()) {
      throw new RefusedRequestException(
          "ValidationException",
          broken.size()
              + (broken.size() == 1 ? " validation error" : " validation errors")
              + " detected: "
              + String.join("; ", broken));
    }
  }

  private static String quoted(Object value) {
    return "'" + value + "'";
  }

  /** A refusal of values that are valid one by one, but not together or not in this stream. */
  static RefusedRequestException invalidArgument(String message) {
    return new RefusedRequestException("InvalidArgumentException", message);
  }
}

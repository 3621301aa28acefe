package dev.iotpipeline.telemetry;

import java.util.Locale;
import java.util.Objects;

/**
 * Why a payload is not a reading. To try it again would not help.
 *
 * @param reason the rule that was broken
 * @param field the field at fault, or {@code ""} where it is the payload as a whole
 * @param detail what was wrong and what would be right, in a sentence; holds no payload
 */
public record Rejection(Reason reason, String field, String detail) {

  public Rejection {
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(field, "field");
    Objects.requireNonNull(detail, "detail");
  }

  /** The rules a payload can break; {@link #code()} is what logs and tables hold. */
  public enum Reason {
    /** Not UTF-8, not JSON, more than one JSON value, or beyond the parser's limits. */
    MALFORMED_JSON,
    /** JSON, but not an object. */
    NOT_AN_OBJECT,
    /** The same field twice: nobody can tell which one counts. */
    DUPLICATE_FIELD,
    /** A required field is absent or null. */
    MISSING_FIELD,
    /** A field of another JSON type than the contract's, such as a number in quotes. */
    WRONG_TYPE,
    /** Empty, too long for a DynamoDB key, or with characters no identifier should have. */
    INVALID_DEVICE_ID,
    /** Not ISO-8601 with an offset, or finer than a nanosecond, or outside years 0000 to 9999. */
    INVALID_TIMESTAMP,
    /** A number that a DynamoDB number cannot hold exactly. */
    NUMBER_OUT_OF_RANGE,
    /** A number that no sensor can measure, such as 101 % humidity. */
    PHYSICALLY_IMPOSSIBLE,
    /** An optional text that is too long, or that UTF-8 cannot hold. */
    INVALID_TEXT;

    /** The name in lower case, as it is logged and stored. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

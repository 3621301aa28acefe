package dev.iotpipeline.telemetry;

import dev.iotpipeline.telemetry.Rejection.Reason;
import java.math.BigDecimal;
import java.time.Instant;

/** The data contract, value by value. Each check returns or rejects. */
final class ReadingRules {

  /** DynamoDB: a partition key has 1 to 2048 bytes. */
  private static final int DEVICE_ID_BYTES = 2048;

  /** No version needs more; without a bound one record could exceed DynamoDB's 400 KB item. */
  private static final int FIRMWARE_VERSION_CHARACTERS = 1024;

  /** DynamoDB: 38 significant digits, magnitude 1E-130 to 9.99...E+125, or zero. */
  private static final int SIGNIFICANT_DIGITS = 38;

  private static final int LOWEST_EXPONENT = -130;
  private static final int HIGHEST_EXPONENT = 125;

  private ReadingRules() {}

  static void checkDeviceId(String deviceId) {
    if (deviceId.isEmpty()) {
      throw rejected(Reason.INVALID_DEVICE_ID, "device_id", "device_id is empty");
    }
    int bytes = utf8Length(deviceId);
    if (bytes > DEVICE_ID_BYTES) {
      throw rejected(
          Reason.INVALID_DEVICE_ID,
          "device_id",
          "device_id has " + bytes + " bytes of UTF-8; at most 2048 fit a key");
    }
  }

  /** Counts and inspects in one pass; stops as soon as the text cannot be a device id. */
  private static int utf8Length(String deviceId) {
    int bytes = 0;
    for (int i = 0; i < deviceId.length(); ) {
      int point = deviceId.codePointAt(i);
      if (Character.isISOControl(point)) {
        throw rejected(
            Reason.INVALID_DEVICE_ID,
            "device_id",
            String.format("device_id has the control character U+%04X at index %d", point, i));
      }
      if (isHalfAPair(point)) {
        throw rejected(
            Reason.INVALID_DEVICE_ID,
            "device_id",
            "device_id has half a surrogate pair at index " + i + ", which no UTF-8 text can hold");
      }
      bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      i += Character.charCount(point);
    }
    return bytes;
  }

  static void checkTimestamp(Instant timestamp) {
    if (!Timestamps.isRepresentable(timestamp)) {
      throw rejected(
          Reason.INVALID_TIMESTAMP,
          "timestamp",
          "timestamp lies outside the years 0000 to 9999 in UTC");
    }
  }

  /**
   * The same number in a form that is short to write out: a zero without its exponent, and without
   * zeros behind the 38th digit.
   */
  static BigDecimal checkedNumber(Measurement measurement, BigDecimal value) {
    BigDecimal storable = storable(measurement.field(), value);
    if (!measurement.allows(storable)) {
      throw rejected(
          Reason.PHYSICALLY_IMPOSSIBLE,
          measurement.field(),
          measurement.field() + " is " + storable + "; it has to be " + measurement.allowed());
    }
    return storable;
  }

  /** Looks at the exponent first: the digits of 1e999999999 are never written out. */
  static BigDecimal storable(String field, BigDecimal value) {
    if (value.signum() == 0) {
      return BigDecimal.ZERO;
    }
    long exponent = (long) value.precision() - value.scale() - 1;
    if (exponent < LOWEST_EXPONENT || exponent > HIGHEST_EXPONENT) {
      throw rejected(
          Reason.NUMBER_OUT_OF_RANGE,
          field,
          field + " has magnitude 1E" + exponent + "; it has to be within 1E-130 to 9.99E+125");
    }
    BigDecimal digits = value.precision() > SIGNIFICANT_DIGITS ? value.stripTrailingZeros() : value;
    if (digits.precision() > SIGNIFICANT_DIGITS) {
      throw rejected(
          Reason.NUMBER_OUT_OF_RANGE,
          field,
          field
              + " has "
              + digits.precision()
              + " significant digits; at most 38 can be stored exactly");
    }
    return digits;
  }

  static void checkFirmwareVersion(String firmwareVersion) {
    if (firmwareVersion.length() > FIRMWARE_VERSION_CHARACTERS) {
      throw rejected(
          Reason.INVALID_TEXT,
          "firmware_version",
          "firmware_version has "
              + firmwareVersion.length()
              + " characters; at most 1024 are kept");
    }
    if (firmwareVersion.codePoints().anyMatch(ReadingRules::isHalfAPair)) {
      throw rejected(
          Reason.INVALID_TEXT,
          "firmware_version",
          "firmware_version has half a surrogate pair, which no UTF-8 text can hold");
    }
  }

  private static boolean isHalfAPair(int point) {
    return Character.getType(point) == Character.SURROGATE;
  }

  private static RejectedReadingException rejected(Reason reason, String field, String detail) {
    return new RejectedReadingException(reason, field, detail);
  }
}

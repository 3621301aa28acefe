package dev.iotpipeline.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Random;
import java.util.regex.Matcher;

/** Payloads and readings that several tests share. */
final class Samples {

  /** The reading of the data contract, as a device sends it. */
  static final String PAYLOAD =
      "{\"device_id\": \"sensor-007\", \"timestamp\": \"2026-11-23T10:15:30.123456+00:00\","
          + " \"temperature\": 23.5, \"humidity\": 48.2, \"pressure\": 1003.25,"
          + " \"firmware_version\": \"1.2.0\"}";

  static final Reading READING =
      new Reading(
          "sensor-007",
          Instant.parse("2026-11-23T10:15:30.123456Z"),
          new BigDecimal("23.5"),
          new BigDecimal("48.2"),
          new BigDecimal("1003.25"),
          "1.2.0");

  private static final long FIRST_SECOND = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
  private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private Samples() {}

  static byte[] bytes(String payload) {
    return payload.getBytes(UTF_8);
  }

  /** The sample payload with the value of one field replaced by other JSON. */
  static byte[] with(String field, String json) {
    return bytes(
        PAYLOAD.replaceFirst("(\"" + field + "\": )(\"[^\"]*\"|[0-9.]+)", "$1" + quoted(json)));
  }

  private static String quoted(String json) {
    return Matcher.quoteReplacement(json);
  }

  static Reading reading(String temperature, String humidity) {
    return new Reading(
        "sensor-007",
        READING.timestamp(),
        new BigDecimal(temperature),
        new BigDecimal(humidity),
        READING.pressure(),
        READING.firmwareVersion());
  }

  /** Any valid reading, the odd ones more often than a fleet would send them. */
  static Reading anyReading(Random random) {
    return new Reading(
        anyText(random, 1 + random.nextInt(40)),
        anyInstant(random),
        anyNumber(random).abs(),
        new BigDecimal(BigInteger.valueOf(random.nextInt(100_001)), 3),
        anyNumber(random).abs().max(new BigDecimal("1E-130")),
        random.nextInt(4) == 0 ? null : anyText(random, random.nextInt(30)) + "\n\u0000");
  }

  static Instant anyInstant(Random random) {
    long second = FIRST_SECOND + (long) (random.nextDouble() * (LAST_SECOND - FIRST_SECOND));
    int[] grains = {1, 1_000, 1_000_000, 1_000_000_000};
    int grain = grains[random.nextInt(grains.length)];
    return Instant.ofEpochSecond(second, random.nextInt(1_000_000_000) / grain * grain);
  }

  /** Up to 38 digits with an exponent anywhere in DynamoDB's range. */
  private static BigDecimal anyNumber(Random random) {
    BigInteger digits = new BigInteger(1 + random.nextInt(126), random).add(BigInteger.ONE);
    int precision = new BigDecimal(digits).precision();
    int exponent = random.nextBoolean() ? random.nextInt(6) - 3 : random.nextInt(256) - 130;
    return new BigDecimal(digits, precision - 1 - exponent);
  }

  /** Any characters but controls and half pairs: every plane, every direction. */
  private static String anyText(Random random, int points) {
    StringBuilder text = new StringBuilder();
    while (text.codePointCount(0, text.length()) < points) {
      int point = random.nextBoolean() ? 0x20 + random.nextInt(0x5F) : random.nextInt(0x110000);
      if (!Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE) {
        text.appendCodePoint(point);
      }
    }
    return text.toString();
  }
}

package dev.iotpipeline.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iotpipeline.telemetry.Measurement;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import dev.iotpipeline.telemetry.Rejection.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes readings that are broken in one place, so that each has one reason to be rejected. This
 * class knows the reason because it makes the error. It does not ask the parser, and so it can show
 * that the parser is wrong.
 */
final class MalformedPayloads {

  private static final List<String> REQUIRED =
      List.of("device_id", "timestamp", "temperature", "humidity", "pressure");

  /** More levels than the JSON parser of the pipeline accepts. */
  private static final int TOO_DEEP = 1_001;

  private final SplittableRandom random;
  private final List<Reason> toCome = new ArrayList<>();

  MalformedPayloads(SplittableRandom random) {
    this.random = random;
  }

  /** Makes a broken message of the reading. All reasons are used before one is used again. */
  DeviceMessage next(Reading reading) {
    if (toCome.isEmpty()) {
      toCome.addAll(List.of(Reason.values()));
    }
    Reason reason = toCome.remove(random.nextInt(toCome.size()));
    return DeviceMessage.malformed(reading.deviceId(), payload(reason, reading), reason);
  }

  private byte[] payload(Reason reason, Reading reading) {
    RawObject object = RawObject.of(reading);
    return switch (reason) {
      case MALFORMED_JSON -> malformedJson(object, ReadingJson.write(reading));
      case NOT_AN_OBJECT -> notAnObject(object).getBytes(UTF_8);
      case DUPLICATE_FIELD -> duplicateField(object).getBytes(UTF_8);
      case MISSING_FIELD -> missingField(object).getBytes(UTF_8);
      case WRONG_TYPE -> wrongType(object).getBytes(UTF_8);
      case INVALID_DEVICE_ID -> object.with("device_id", invalidDeviceId()).getBytes(UTF_8);
      case INVALID_TIMESTAMP ->
          object.with("timestamp", invalidTimestamp(object.value("timestamp"))).getBytes(UTF_8);
      case NUMBER_OUT_OF_RANGE -> numberOutOfRange(object).getBytes(UTF_8);
      case PHYSICALLY_IMPOSSIBLE -> physicallyImpossible(object).getBytes(UTF_8);
      case INVALID_TEXT -> object.with("firmware_version", invalidText()).getBytes(UTF_8);
    };
  }

  private byte[] malformedJson(RawObject object, byte[] payload) {
    String json = object.json();
    return oneOf(
        Arrays.copyOf(payload, random.nextInt(1, payload.length)),
        json.getBytes(UTF_16),
        object.with("device_id", "\"capteur-é\"").getBytes(ISO_8859_1),
        ("\uFEFF" + json).getBytes(UTF_8),
        (json + "\n" + json).getBytes(UTF_8),
        (json + "}").getBytes(UTF_8),
        (json + "\u0000").getBytes(UTF_8),
        json.replace('"', '\'').getBytes(UTF_8),
        object.with("temperature", "NaN").getBytes(UTF_8),
        object.with("humidity", "048.2").getBytes(UTF_8),
        object.with("pressure", "1,003.25").getBytes(UTF_8),
        object.and("site", "[".repeat(TOO_DEEP) + "]".repeat(TOO_DEEP)).getBytes(UTF_8));
  }

  private String notAnObject(RawObject object) {
    return oneOf(
        "[" + object.json() + "]", "[]", object.value("device_id"), "23.5", "true", "null");
  }

  private String duplicateField(RawObject object) {
    String field = oneOf(REQUIRED.toArray(new String[0]));
    return oneOf(
        object.and(field, object.value(field)),
        object.and(field, "null"),
        object.and("device\\u005fid", object.value("device_id")),
        object.and("site", "1,\"site\":2"));
  }

  private String missingField(RawObject object) {
    String field = oneOf(REQUIRED.toArray(new String[0]));
    return oneOf(object.without(field), object.with(field, "null"), "{}");
  }

  private String wrongType(RawObject object) {
    String field = oneOf(Measurement.values()).field();
    String number = object.value(field);
    return oneOf(
        object.with(field, "\"" + number + "\""),
        object.with(field, "[" + number + "]"),
        object.with(field, "{\"value\":" + number + "}"),
        object.with(field, "true"),
        object.with("device_id", "7"),
        object.with("timestamp", "1795428930"),
        object.with("firmware_version", "1.2"));
  }

  private String invalidDeviceId() {
    return oneOf(
        "\"\"",
        "\"sensor\\u0000\"",
        "\"sensor\\n1\"",
        "\"sensor\u0085\"",
        "\"\\uD83D\"",
        "\"" + "s".repeat(2_049) + "\"",
        "\"" + "é".repeat(1_025) + "\"");
  }

  /**
   * @param valid a valid timestamp with its quotes, in UTC, with six decimals or more
   */
  private String invalidTimestamp(String valid) {
    return oneOf(
        valid.replace("+00:00", ""),
        valid.replace("+00:00", "0000+00:00"),
        valid.replace("+00:00", "+19:00"),
        valid.replace('T', ' '),
        "\"+1" + valid.substring(1),
        "\"2027-02-29T10:15:30Z\"",
        "\"1795428930\"",
        "\"\"");
  }

  /** Numbers that the pipeline cannot store, although they are within the physical limits. */
  private String numberOutOfRange(RawObject object) {
    String any = oneOf(Measurement.values()).field();
    String unbounded = oneOf(Measurement.TEMPERATURE, Measurement.PRESSURE).field();
    return oneOf(
        object.with(any, object.value(any) + "1".repeat(40)),
        object.with(any, "1e-999"),
        object.with(any, "1e-99999999999"),
        object.with(unbounded, "1e999"),
        object.with(unbounded, "1e99999999999"),
        object.with(unbounded, "1".repeat(40)));
  }

  private String physicallyImpossible(RawObject object) {
    return oneOf(
        object.with("temperature", "-273.16"),
        object.with("temperature", "-1e9"),
        object.with("humidity", "101"),
        object.with("humidity", "100.01"),
        object.with("humidity", "-0.01"),
        object.with("pressure", "0"),
        object.with("pressure", "-1013.25"));
  }

  private String invalidText() {
    return oneOf("\"" + "1".repeat(1_025) + "\"", "\"1.2.\\uD83D\"", "\"\\uDD25\\uD83D\"");
  }

  @SafeVarargs
  private <T> T oneOf(T... variants) {
    return variants[random.nextInt(variants.length)];
  }
}

package dev.iotpipeline.telemetry;

import static dev.iotpipeline.telemetry.Samples.bytes;
import static dev.iotpipeline.telemetry.Samples.with;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.iotpipeline.telemetry.Rejection.Reason;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no reading, and why. */
final class RejectionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # payload                                       | reason         | field
          ``                                              | malformed_json |
          `   `                                           | malformed_json |
          nonsense                                        | malformed_json |
          {                                               | malformed_json |
          {"device_id": "a"                               | malformed_json |
          {"device_id": "a",}                             | malformed_json |
          {device_id: "a"}                                | malformed_json |
          {'device_id': 'a'}                              | malformed_json |
          {"temperature": 023.5}                          | malformed_json |
          {"temperature": +23.5}                          | malformed_json |
          {"temperature": .5}                             | malformed_json |
          {"temperature": 5.}                             | malformed_json |
          {"temperature": NaN}                            | malformed_json |
          {"temperature": Infinity}                       | malformed_json |
          {"temperature": 0x1F}                           | malformed_json |
          {"temperature": 1e}                             | malformed_json |
          {"a": "\\x"}                                    | malformed_json |
          {"a": tru}                                      | malformed_json |
          {} // comment                                   | malformed_json |
          /* comment */ {}                                | malformed_json |
          {} {}                                           | malformed_json |
          []                                              | not_an_object  |
          [{"device_id": "a"}]                            | not_an_object  |
          "device_id"                                     | not_an_object  |
          42                                              | not_an_object  |
          true                                            | not_an_object  |
          null                                            | not_an_object  |
          {}                                              | missing_field  | device_id
          {"device_id": null}                             | missing_field  | device_id
          {"device_id": "a"}                              | missing_field  | timestamp
          {"device_id": "a", "device_id": "a"}            | duplicate_field| device_id
          {"device_id": "a", "device\\u005Fid": "b"}      | duplicate_field| device_id
          {"humidity": null, "humidity": 50}              | duplicate_field| humidity
          {"site": 1, "site": 1}                          | duplicate_field| site
          {"device_id": 7}                                | wrong_type     | device_id
          {"device_id": ["a"]}                            | wrong_type     | device_id
          {"timestamp": 1795428930}                       | wrong_type     | timestamp
          {"firmware_version": 1.2}                       | wrong_type     | firmware_version
          {"temperature": "23.5"}                         | wrong_type     | temperature
          {"humidity": true}                              | wrong_type     | humidity
          {"pressure": {"hPa": 1000}}                     | wrong_type     | pressure
          # Of two faults: JSON, then duplicates, then types and forms, then absence, then bounds.
          {"device_id": 7, "a": tru}                      | malformed_json |
          {"device_id": 7} {}                             | malformed_json |
          {"timestamp": "x", "timestamp": "x"}            | duplicate_field| timestamp
          {"a": 1, "a": 2, "b": tru}                      | duplicate_field| a
          {"humidity": "x", "timestamp": "x"}             | invalid_timestamp | timestamp
          {"humidity": 1e99999999999}                     | number_out_of_range | humidity
          {"humidity": 101}                               | missing_field  | device_id
          """)
  void aPayloadThatBreaksARuleIsRejectedWithThatRulesReason(
      String payload, String reason, String field) {
    Rejection rejection = rejection(bytes(payload));

    assertThat(rejection.reason().code()).isEqualTo(reason);
    assertThat(rejection.field()).isEqualTo(field == null ? "" : field);
    assertThat(rejection.detail()).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # field          | value                             | reason
          device_id        | ""                                | invalid_device_id
          device_id        | "a\\u0000b"                       | invalid_device_id
          device_id        | "line\\nbreak"                    | invalid_device_id
          device_id        | "\\u007f"                         | invalid_device_id
          device_id        | "\\u0085"                         | invalid_device_id
          device_id        | "\\uD83D"                         | invalid_device_id
          device_id        | "\\uDD25\\uD83D"                  | invalid_device_id
          device_id        | null                              | missing_field
          timestamp        | ""                                | invalid_timestamp
          timestamp        | "2026-11-23T10:15:30"             | invalid_timestamp
          timestamp        | "2026-11-23 10:15:30Z"            | invalid_timestamp
          timestamp        | "2026-11-23"                      | invalid_timestamp
          timestamp        | "2026-02-29T10:15:30Z"            | invalid_timestamp
          timestamp        | "2026-11-23T24:00:00Z"            | invalid_timestamp
          timestamp        | "2016-12-31T23:59:60Z"            | invalid_timestamp
          timestamp        | "2026-11-23T10:15:30.0123456789Z" | invalid_timestamp
          timestamp        | "2026-11-23T10:15:30+19:00"       | invalid_timestamp
          timestamp        | "2026-11-23T10:15:30[Europe/Oslo]"| invalid_timestamp
          timestamp        | "20261123T101530Z"                | invalid_timestamp
          timestamp        | "+12026-11-23T10:15:30Z"          | invalid_timestamp
          timestamp        | "-0001-11-23T10:15:30Z"           | invalid_timestamp
          timestamp        | "0000-01-01T00:00:00+00:01"       | invalid_timestamp
          timestamp        | "9999-12-31T23:59:59-00:01"       | invalid_timestamp
          timestamp        | "1795428930"                      | invalid_timestamp
          timestamp        | null                              | missing_field
          temperature      | -273.16                           | physically_impossible
          temperature      | -1E+125                           | physically_impossible
          humidity         | -0.01                             | physically_impossible
          humidity         | 100.00000000000000000000000000001 | physically_impossible
          pressure         | 0                                 | physically_impossible
          pressure         | -1                                | physically_impossible
          temperature      | 1E+126                            | number_out_of_range
          temperature      | 1e999999999                       | number_out_of_range
          temperature      | -1e999999999                      | number_out_of_range
          temperature      | 1e99999999999                     | number_out_of_range
          temperature      | 1e-99999999999                    | number_out_of_range
          humidity         | 1E-131                            | number_out_of_range
          pressure         | 1.00000000000000000000000000000000000001 | number_out_of_range
          pressure         | 100000000000000000000000000000000000001  | number_out_of_range
          pressure         | null                              | missing_field
          firmware_version | "\\uD83D"                         | invalid_text
          """)
  void aValueThatBreaksARuleIsRejectedWithThatRulesReason(
      String field, String value, String reason) {
    Rejection rejection = rejection(with(field, value));

    assertThat(rejection.reason().code()).isEqualTo(reason);
    assertThat(rejection.field()).isEqualTo(field);
    assertThat(rejection.detail()).contains(field);
  }

  static Stream<byte[]> notUtf8() {
    byte[] truncated = bytes(Samples.PAYLOAD.replace("sensor", "温"));
    byte[] overlong = bytes(Samples.PAYLOAD.replace("sensor", "##"));
    replace(overlong, '#', (byte) 0xC0, (byte) 0xAF);
    byte[] surrogate = bytes(Samples.PAYLOAD.replace("sensor", "###"));
    replace(surrogate, '#', (byte) 0xED, (byte) 0xA0, (byte) 0x80);
    return Stream.of(
        Samples.PAYLOAD.getBytes(UTF_16),
        bytes("\uFEFF" + Samples.PAYLOAD),
        Arrays.copyOf(truncated, Samples.PAYLOAD.indexOf("sensor") + 1),
        Samples.PAYLOAD.replace("sensor", "capteur-é").getBytes(ISO_8859_1),
        overlong,
        surrogate,
        new byte[] {0},
        new byte[] {(byte) 0xFF},
        bytes(Samples.PAYLOAD + "\u0000"),
        bytes(Samples.PAYLOAD + "x"),
        bytes(Samples.PAYLOAD + "}"));
  }

  private static void replace(byte[] text, char mark, byte... by) {
    int at = new String(text, UTF_8).indexOf(mark);
    System.arraycopy(by, 0, text, at, by.length);
  }

  @ParameterizedTest
  @MethodSource("notUtf8")
  void bytesThatAreNotOneJsonTextInUtf8AreMalformed(byte[] payload) {
    assertThat(rejection(payload).reason()).isEqualTo(Reason.MALFORMED_JSON);
  }

  /** Fields that nobody reads count as well: the parser has to go through them. */
  static Stream<Arguments> limits() {
    return Stream.of(
        Arguments.of("digits of a number", 1_000, (IntFunction<String>) "9"::repeat),
        Arguments.of(
            "levels below the object",
            999,
            (IntFunction<String>) levels -> "[".repeat(levels) + "]".repeat(levels)),
        Arguments.of(
            "characters of a name",
            50_000,
            (IntFunction<String>) length -> "{\"" + "n".repeat(length) + "\": 1}"));
  }

  @ParameterizedTest(name = "{1} {0}")
  @MethodSource("limits")
  void whatTheParsersLimitsStopIsMalformedAlsoInAnUnknownField(
      String what, int most, IntFunction<String> value) {
    assertThat(ReadingJson.parse(withSite(value.apply(most)))).isNotNull();
    assertThat(rejection(withSite(value.apply(most + 1))))
        .satisfies(
            rejection -> {
              assertThat(rejection.reason()).isEqualTo(Reason.MALFORMED_JSON);
              assertThat(rejection.detail())
                  .isEqualTo("a name, number or nesting exceeds what the parser accepts");
            });
    assertThat(rejection(withSite(value.apply(100 * most))).reason())
        .isEqualTo(Reason.MALFORMED_JSON);
  }

  private static byte[] withSite(String json) {
    return bytes("{\"site\": " + json + ", " + Samples.PAYLOAD.substring(1));
  }

  @Test
  void aDeviceIdOf2048BytesIsTheLongest() {
    assertThat(ReadingJson.parse(with("device_id", quoted("x".repeat(2048)))).deviceId())
        .hasSize(2048);
    assertThat(ReadingJson.parse(with("device_id", quoted("\uD83D\uDD25".repeat(512)))).deviceId())
        .hasSize(1024);

    for (String tooLong :
        new String[] {"x".repeat(2049), "é".repeat(1025), "温".repeat(683), "🔥".repeat(513)}) {
      Rejection rejection = rejection(with("device_id", quoted(tooLong)));
      assertThat(rejection.reason()).isEqualTo(Reason.INVALID_DEVICE_ID);
      assertThat(rejection.detail()).endsWith(" bytes of UTF-8; at most 2048 fit a key");
    }
  }

  @Test
  void aFirmwareVersionOf1024CharactersIsTheLongest() {
    assertThat(ReadingJson.parse(with("firmware_version", quoted("1".repeat(1024)))))
        .satisfies(reading -> assertThat(reading.firmwareVersion()).hasSize(1024));
    assertThat(rejection(with("firmware_version", quoted("1".repeat(1025)))).reason())
        .isEqualTo(Reason.INVALID_TEXT);
  }

  @Test
  void aLongFieldNameIsShortenedInTheRejection() {
    String name = quoted("n".repeat(1000));

    assertThat(rejection(bytes("{" + name + ":1," + name + ":2}")).field())
        .hasSize(67)
        .endsWith("...");
  }

  @Test
  void aRejectionSaysWhatWouldBeRight() {
    assertThat(rejection(with("humidity", "101.3")).detail())
        .isEqualTo("humidity is 101.3; it has to be at least 0 and at most 100 %");
    assertThat(rejection(with("pressure", "0")).detail())
        .isEqualTo("pressure is 0; it has to be more than 0 hPa");
    assertThat(rejection(with("temperature", "1e999999999")).detail())
        .isEqualTo(
            "temperature has magnitude 1E999999999; it has to be within 1E-130 to 9.99E+125");
    assertThat(rejection(bytes("{\"device_id\"\n: oops}")).detail())
        .isEqualTo("not JSON at line 2, column 3");
  }

  @Test
  void anExceptionCarriesItsRejectionAndNoStackTrace() {
    RejectedReadingException e =
        catchThrowableOfType(
            RejectedReadingException.class, () -> ReadingJson.parse(with("pressure", "0")));

    assertThat(e).hasMessage(e.rejection().detail());
    assertThat(e.getStackTrace()).isEmpty();
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private static Rejection rejection(byte[] payload) {
    RejectedReadingException e =
        catchThrowableOfType(RejectedReadingException.class, () -> ReadingJson.parse(payload));
    assertThat(e).isNotNull();
    return e.rejection();
  }
}

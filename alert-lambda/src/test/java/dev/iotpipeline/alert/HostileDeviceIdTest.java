package dev.iotpipeline.alert;

import static dev.iotpipeline.alert.AlertFunction.reading;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.iotpipeline.local.aws.sns.Notification;
import dev.iotpipeline.telemetry.Reading;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Device ids are foreign text. Whatever they hold, both services have to accept the alert. */
final class HostileDeviceIdTest {

  private final AlertFunction function = new AlertFunction();

  static Stream<String> hostileIds() {
    return Stream.of(
        "sensor-\u202E700",
        "\u2066\u200F\u2069",
        "\uD83D\uDD25sensor",
        "\uD83D\uDD25".repeat(512),
        "x".repeat(2048),
        "温".repeat(682),
        " leading space",
        "trailing space ",
        " ",
        "    ",
        "\u00A0",
        "\u2028line\u2029paragraph",
        "\u0301\u0302",
        "\u200B",
        "\uFFFF\uFFFE",
        "\uE000",
        ":starts-with-a-colon",
        "\uFF1Afullwidth-colon",
        "'; rm -rf ~; echo '",
        "\"quoted\" \\ {back}",
        "{~}".repeat(300),
        "температура-7",
        "ÀÉÎÕÜ");
  }

  @ParameterizedTest
  @MethodSource("hostileIds")
  void theSubjectKeepsSnssRules(String deviceId) {
    function.handle(reading(deviceId, "52.31", "95.2"));

    assertThat(function.lastPublished().subject())
        .startsWith("Anomaly on ")
        .endsWith(": temperature 52.31 C, humidity 95.2 %")
        .hasSizeLessThan(100)
        .matches("[ -~]+");
  }

  @ParameterizedTest
  @MethodSource("hostileIds")
  void theDimensionKeepsCloudWatchsRules(String deviceId) {
    function.handle(reading(deviceId, "52.31", "95.2"));

    assertThat(dimension())
        .hasSizeBetween(1, 1024)
        .matches("[ -~]+")
        .doesNotStartWith(":")
        .isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("hostileIds")
  void theSmsFitsOnePart(String deviceId) {
    function.handle(reading(deviceId, "52.31", "95.2"));

    String sms = function.lastPublished().sms();
    assertThat(sms).contains("temperature 52.31 C > 45, humidity 95.2 % > 90");
    assertFitsOnePart(sms);
  }

  @ParameterizedTest
  @MethodSource("hostileIds")
  void theTextsShowEveryCharacterAndSplitNone(String deviceId) {
    function.handle(reading(deviceId, "52.31", "95.2"));

    Notification sent = function.lastPublished();
    for (String text : List.of(sent.email(), sent.sms())) {
      assertThat(text.codePoints())
          .noneMatch(point -> Character.getType(point) == Character.SURROGATE)
          .noneMatch(point -> Character.getType(point) == Character.FORMAT)
          .noneMatch(point -> Character.getType(point) == Character.UNASSIGNED)
          .noneMatch(point -> point != '\n' && Character.isISOControl(point));
    }
  }

  @ParameterizedTest
  @MethodSource("hostileIds")
  void theKeyInTheEmailIsExactAndSafeBetweenSingleQuotes(String deviceId) throws IOException {
    function.handle(reading(deviceId, "52.31", "95.2"));

    String email = function.lastPublished().email();
    String key = email.lines().filter(line -> line.startsWith("  {")).findFirst().orElseThrow();
    assertThat(key.strip()).matches("[ -&(-~]+");
    try (JsonParser json = new JsonFactory().createParser(key)) {
      while (json.nextToken() != JsonToken.VALUE_STRING) {
        assertThat(json.currentToken()).isNotNull();
      }
      assertThat(json.getText()).isEqualTo(deviceId);
    }
  }

  @Test
  void noTwoDevicesShareAMetric() {
    Set<String> labels = new HashSet<>();
    Stream<String> alike =
        Stream.of("caf\u00E9", "cafe\u0301", "cafe", "cafè", " cafe", "cafe ", "Cafe", "ｃafe");
    Stream<String> ids = Stream.concat(hostileIds(), alike);

    assertThat(ids.map(id -> DeviceLabel.of(id, 1024))).allMatch(labels::add);
    // A device whose id is the label of another one.
    assertThat(labels.stream().filter(label -> label.matches(".*~[0-9a-f]{12}")).map(this::label))
        .isNotEmpty()
        .doesNotContainAnyElementsOf(labels);
  }

  private String label(String deviceId) {
    return DeviceLabel.of(deviceId, 1024);
  }

  @ParameterizedTest
  @CsvSource({
    "sensor-007, sensor-007",
    "rack 4/unit 7, rack 4/unit 7",
    "a, a",
    "Straße-7, Stra_e-7~26b5e851a1d9",
    "café-7, cafe-7~e6a8c875790e",
    "温度計-7, _-7~4d427738c110",
  })
  void aLabelStaysReadable(String deviceId, String label) {
    assertThat(DeviceLabel.of(deviceId, 1024)).isEqualTo(label);
  }

  @Test
  void aFirmwareVersionCannotForgeLines() {
    Reading forged =
        new Reading(
            "sensor-007",
            AlertFunction.MEASURED,
            new BigDecimal("50"),
            new BigDecimal("50"),
            new BigDecimal("1000"),
            "1.0\nDevice     sensor-001");

    function.handle(forged);

    assertThat(function.lastPublished().email())
        .contains("Firmware   1.0\\u000ADevice     sensor-001\n")
        .containsOnlyOnce("\nBeyond the threshold:\n");
  }

  @ParameterizedTest
  @CsvSource({
    "9.99E+125, 9.99E+125",
    "45.000000000000000000000000000000000001, 45.000000000000000000000000000000000001",
    "5E+1, 50",
    "1E+15, 1000000000000000",
  })
  void numbersArePlainWhileThatCanBeRead(String temperature, String printed) {
    function.handle(reading("sensor-007", temperature, "1E-100"));

    assertThat(function.lastPublished().email())
        .contains("  temperature  " + printed + " °C, ")
        .contains("  humidity     1E-100 %, 20.000 % below the threshold of 20 %");
    assertThat(function.lastPublished().subject())
        .hasSizeLessThan(100)
        .startsWith("Anomaly on sensor-");
    assertFitsOnePart(function.lastPublished().sms());
  }

  private static void assertFitsOnePart(String sms) {
    if (GsmAlphabet.holds(sms)) {
      assertThat(GsmAlphabet.septets(sms)).isLessThanOrEqualTo(160);
    } else {
      assertThat(sms).hasSizeLessThanOrEqualTo(70);
    }
  }

  private String dimension() {
    return function.lastMetricCall().metricData().get(0).dimensions().get(0).value();
  }
}

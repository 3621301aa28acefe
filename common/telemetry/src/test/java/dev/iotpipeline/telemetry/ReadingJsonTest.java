package dev.iotpipeline.telemetry;

import static dev.iotpipeline.telemetry.Samples.bytes;
import static dev.iotpipeline.telemetry.Samples.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReadingJsonTest {

  @Test
  void theReadingOfTheContractIsRead() {
    assertThat(ReadingJson.parse(bytes(Samples.PAYLOAD))).isEqualTo(Samples.READING);
  }

  @Test
  void theReadingOfTheContractIsWritten() {
    assertThat(new String(ReadingJson.write(Samples.READING), UTF_8))
        .isEqualTo(Samples.PAYLOAD.replace(": ", ":").replace(", ", ","));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"site\": \"north\"",
        "\"context\": {\"shard_id\": \"x\"}",
        "\"nested\": {\"device_id\": \"other\", \"temperature\": \"x\", \"a\": [1, {\"b\": null}]}",
        "\"twice\": {\"a\": 1, \"a\": 2}",
        "\"far\": 1e99999999999",
        "\"Device_ID\": 1",
        "\"\": null",
      })
  void fieldsTheContractDoesNotKnowAreTolerated(String field) {
    String first = "{" + field + ", " + Samples.PAYLOAD.substring(1);
    String last = Samples.PAYLOAD.replace("}", ", " + field + "}");

    assertThat(ReadingJson.parse(bytes(first))).isEqualTo(Samples.READING);
    assertThat(ReadingJson.parse(bytes(last))).isEqualTo(Samples.READING);
  }

  @Test
  void theFirmwareVersionMayBeMissingNullOrEmpty() {
    String without = Samples.PAYLOAD.replace(", \"firmware_version\": \"1.2.0\"", "");

    assertThat(ReadingJson.parse(bytes(without)).firmwareVersion()).isNull();
    assertThat(ReadingJson.parse(with("firmware_version", "null")).firmwareVersion()).isNull();
    assertThat(ReadingJson.parse(with("firmware_version", "\"\"")).firmwareVersion()).isEqualTo("");
  }

  @Test
  void spaceAndLineBreaksAroundTheObjectAreJson() {
    assertThat(ReadingJson.parse(bytes("\r\n\t " + Samples.PAYLOAD + "\n")))
        .isEqualTo(Samples.READING);
  }

  @ParameterizedTest
  @CsvSource({
    "23.5, 23.5",
    "23.50, 23.50",
    "-273.15, -273.15",
    "1E+2, 1E+2",
    "1.5e2, 1.5E+2",
    "5E-3, 0.005",
    "1E-130, 1E-130",
    "9.99E+125, 9.99E+125",
    "9.9999999999999999999999999999999999999E+125, 9.9999999999999999999999999999999999999E+125",
    "0.1234567890123456789012345678901234567, 0.1234567890123456789012345678901234567",
    "12345678901234567890123456789012345678, 12345678901234567890123456789012345678",
    "12345678901234567890123456789012345678.00, 12345678901234567890123456789012345678",
    "123456789012345678901234567890123456780, 1.2345678901234567890123456789012345678E+38",
    "0.1, 0.1",
    "0, 0",
    "-0, 0",
    "-0.0, 0",
    "0e5, 0",
    "0E-999999999, 0",
  })
  void numbersAreExact(String sent, String kept) {
    BigDecimal temperature = ReadingJson.parse(with("temperature", sent)).temperature();

    assertThat(temperature).hasToString(kept).isEqualByComparingTo(new BigDecimal(sent));
  }

  @Test
  void zerosBehindTheLastDigitCostNothing() {
    String padded = "23.5" + "0".repeat(900);

    assertThat(ReadingJson.parse(with("temperature", padded)).temperature()).hasToString("23.5");
  }

  @ParameterizedTest
  @CsvSource({"temperature, -273.15", "humidity, 0", "humidity, 100", "pressure, 1E-130"})
  void theEdgesOfWhatIsPossibleArePossible(String field, BigDecimal value) {
    Reading reading = ReadingJson.parse(with(field, value.toString()));

    assertThat(reading.value(Measurement.named(field).orElseThrow())).isEqualByComparingTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sensor-007",
        " ",
        "температура",
        "温度計",
        "مستشعر",
        "\uD83D\uDD25",
        "a\u202Eb",
        "\"\\/",
        "\uFFFF"
      })
  void aDeviceIdMayBeInAnyScript(String deviceId) {
    String json = '"' + deviceId.replace("\\", "\\\\").replace("\"", "\\\"") + '"';

    assertThat(ReadingJson.parse(with("device_id", json)).deviceId()).isEqualTo(deviceId);
  }

  @Test
  void escapesInTextAreRead() {
    assertThat(ReadingJson.parse(with("device_id", "\"\\u0061\\uD83D\\uDD25\\/\"")).deviceId())
        .isEqualTo("a\uD83D\uDD25/");
  }

  @Test
  void whatIsWrittenIsReadBackTheSame() {
    Random random = new Random(20261123);
    for (int i = 0; i < 20_000; i++) {
      Reading reading = Samples.anyReading(random);
      assertThat(ReadingJson.parse(ReadingJson.write(reading))).isEqualTo(reading);
    }
  }
}

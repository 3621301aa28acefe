package dev.iotpipeline.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotpipeline.local.aws.kinesis.StreamRecord;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import dev.iotpipeline.telemetry.Rejection;
import dev.iotpipeline.telemetry.Thresholds;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TruthFileTest {

  private static final Clock CLOCK = Clock.fixed(Plans.START, ZoneOffset.UTC);

  @TempDir private Path folder;

  @Test
  void aLineNamesTheRecordAndEachAnomaly() throws IOException {
    assertThat(lines(Thresholds.DEFAULT, reading("46.50", "95.00"), reading("45.00", "20.00")))
        .containsExactly(
            "{\"device_id\":\"sensor-007\",\"timestamp\":\"2026-11-23T10:15:30.123456000Z\","
                + "\"shard_id\":\"shardId-000000000000\",\"sequence_number\":\"495\",\"anomalies\":["
                + "{\"field\":\"temperature\",\"value\":46.50,\"threshold\":45,\"direction\":\"above\"},"
                + "{\"field\":\"humidity\",\"value\":95.00,\"threshold\":90,\"direction\":\"above\"}]}",
            "{\"device_id\":\"sensor-007\",\"timestamp\":\"2026-11-23T10:15:30.123456000Z\","
                + "\"shard_id\":\"shardId-000000000000\",\"sequence_number\":\"495\",\"anomalies\":[]}");
  }

  @Test
  void aRiseNamesWhatItRoseFrom() throws IOException {
    assertThat(
            lines(
                Thresholds.DEFAULT,
                reading("20.00", "50.00"),
                reading(Plans.START.plusSeconds(60), "25.01", "50.00")))
        .last()
        .asString()
        .endsWith(
            "\"anomalies\":[{\"field\":\"temperature\",\"value\":25.01,\"threshold\":5,"
                + "\"direction\":\"rising\",\"baseline\":20.00,\"window_seconds\":60}]}");
  }

  @Test
  void theLineOfAHostileReadingNamesTheHostility() throws IOException {
    assertThat(
            lines(
                Thresholds.DEFAULT,
                DeviceMessage.of(reading("45.00", "20.00"), Hostility.CLOCK_SKEW)))
        .containsExactly(
            "{\"device_id\":\"sensor-007\",\"timestamp\":\"2026-11-23T10:15:30.123456000Z\","
                + "\"shard_id\":\"shardId-000000000000\",\"sequence_number\":\"495\","
                + "\"anomalies\":[],\"hostile\":\"clock-skew\"}");
  }

  @Test
  void theLineOfAMalformedMessageSaysWhyItHasToBeRejected() throws IOException {
    DeviceMessage malformed =
        DeviceMessage.malformed("sensor-007", new byte[] {'{'}, Rejection.Reason.MALFORMED_JSON);
    String record = "\"shard_id\":\"shardId-000000000000\",\"sequence_number\":\"495\",";

    assertThat(lines(Thresholds.DEFAULT, malformed, malformed.again()))
        .containsExactly(
            "{\"device_id\":\"sensor-007\",\"rejection\":\"malformed_json\","
                + record
                + "\"hostile\":\"malformed\"}",
            "{\"device_id\":\"sensor-007\",\"rejection\":\"malformed_json\","
                + record
                + "\"hostile\":\"duplicate\"}");
  }

  @Test
  void theThresholdsAreThoseOfThePipeline() throws IOException {
    Thresholds strict =
        new Thresholds(new BigDecimal("20"), new BigDecimal("90"), new BigDecimal("20"));

    assertThat(lines(strict, reading("20.01", "50.00")))
        .singleElement()
        .asString()
        .endsWith(
            "\"anomalies\":[{\"field\":\"temperature\",\"value\":20.01,\"threshold\":20,"
                + "\"direction\":\"above\"}]}");
  }

  @Test
  void aRunLeavesOneWholeLinePerReadingWithItsAnomalies() throws IOException {
    TrueAnomalies anomalies = new TrueAnomalies(Thresholds.DEFAULT);
    Path file = folder.resolve("truth.jsonl");
    List<String> expected = new ArrayList<>();
    try (TestStream stream = new TestStream();
        TruthFile truth = new TruthFile(file, Thresholds.DEFAULT, CLOCK)) {
      new Simulation(Plans.counted(30, 600), TestStream.NAME, stream.client(), List.of(truth), 64)
          .run();
      for (StreamRecord record : stream.records()) {
        Reading reading = ReadingJson.parse(record.data());
        expected.add(
            "%s %s %s %d"
                .formatted(
                    reading.deviceId(),
                    reading.key().timestamp(),
                    record.sequenceNumber(),
                    anomalies.next(reading, CLOCK.instant()).size()));
      }
    }

    assertThat(expected).hasSize(600);
    assertThat(Files.readAllLines(file).stream().map(TruthFileTest::outline))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  /** Device, time, sequence number and the number of anomalies. */
  private static String outline(String line) {
    String[] texts = line.split("\"");
    long anomalies = Arrays.stream(texts).filter("field"::equals).count();
    return texts[3] + " " + texts[7] + " " + texts[15] + " " + anomalies;
  }

  @Test
  void aFileThatCannotBeWrittenIsAnErrorAtOnce() {
    assertThatThrownBy(() -> new TruthFile(folder.resolve("no/such/folder"), Thresholds.DEFAULT))
        .isInstanceOf(NoSuchFileException.class);
  }

  private List<String> lines(Thresholds thresholds, Reading... readings) throws IOException {
    return lines(
        thresholds,
        Arrays.stream(readings)
            .map(reading -> DeviceMessage.of(reading, null))
            .toArray(DeviceMessage[]::new));
  }

  private List<String> lines(Thresholds thresholds, DeviceMessage... messages) throws IOException {
    Path file = folder.resolve("truth.jsonl");
    try (TruthFile truth = new TruthFile(file, thresholds)) {
      for (DeviceMessage message : messages) {
        truth.published(
            new PublishedMessage(message, Duration.ZERO, "shardId-000000000000", "495"));
      }
    }
    return Files.readAllLines(file);
  }

  private static Reading reading(String temperature, String humidity) {
    return reading(Plans.START, temperature, humidity);
  }

  private static Reading reading(Instant timestamp, String temperature, String humidity) {
    return new Reading(
        "sensor-007",
        timestamp,
        new BigDecimal(temperature),
        new BigDecimal(humidity),
        new BigDecimal("1003.25"),
        "1.2.0");
  }
}

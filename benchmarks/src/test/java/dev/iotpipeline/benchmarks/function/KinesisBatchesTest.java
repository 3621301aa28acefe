package dev.iotpipeline.benchmarks.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.iotpipeline.benchmarks.function.KinesisBatches.Shape;
import dev.iotpipeline.telemetry.AnomalyDetector;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import dev.iotpipeline.telemetry.Thresholds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KinesisBatchesTest {

  private static final AnomalyDetector DETECTOR = new AnomalyDetector(Thresholds.DEFAULT);

  @Test
  void eachRecordIsAValidReadingThatNoOtherHas() throws IOException {
    KinesisBatches batches = new KinesisBatches(Shape.NORMAL);
    List<Reading> readings = new ArrayList<>(readings(batches.next()));
    readings.addAll(readings(batches.next()));

    assertThat(readings).hasSize(200).allMatch(reading -> DETECTOR.detect(reading).isEmpty());
    assertThat(readings.stream().map(Reading::key)).doesNotHaveDuplicates();
    assertThat(readings.stream().map(Reading::deviceId).distinct()).hasSize(100);
  }

  @Test
  void sequenceNumbersGoUp() throws IOException {
    KinesisBatches batches = new KinesisBatches(Shape.NORMAL);
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      records(batches.next())
          .forEach(record -> numbers.add(record.at("/kinesis/sequenceNumber").asText()));
    }

    assertThat(numbers).isSorted().doesNotHaveDuplicates().allMatch(each -> each.length() == 56);
  }

  @Test
  void everyReadingIsAnomalousIfItIsToBe() throws IOException {
    assertThat(readings(new KinesisBatches(Shape.ANOMALOUS).next()))
        .noneMatch(reading -> DETECTOR.detect(reading).isEmpty());
  }

  @Test
  void recordsAreAsLargeAsTheyAreToBe() throws IOException {
    Set<Integer> sizes = new HashSet<>();
    for (JsonNode record : records(new KinesisBatches(new Shape(10, 10, 2_000, false)).next())) {
      byte[] data = record.at("/kinesis/data").binaryValue();
      sizes.add(data.length);
      assertThat(ReadingJson.parse(data).firmwareVersion()).isEqualTo("1.2.0");
    }

    assertThat(sizes).containsExactly(2_000);
  }

  private static List<Reading> readings(byte[] event) throws IOException {
    List<Reading> readings = new ArrayList<>();
    for (JsonNode record : records(event)) {
      readings.add(ReadingJson.parse(record.at("/kinesis/data").binaryValue()));
    }
    return readings;
  }

  private static JsonNode records(byte[] event) throws IOException {
    return new ObjectMapper().readTree(event).get("Records");
  }
}

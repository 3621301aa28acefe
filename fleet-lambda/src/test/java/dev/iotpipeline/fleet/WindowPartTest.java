package dev.iotpipeline.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.telemetry.Measurement;
import dev.iotpipeline.telemetry.ReadingJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowPartTest {

  private static WindowPart counted() {
    WindowPart part = WindowPart.begin();
    for (int i = 0; i < 100; i++) {
      part.isNew("49" + i);
      part.statistics()
          .add(
              ReadingJson.parse(
                  FleetFunction.reading("sensor-" + i, i / 3.0 - 10)
                      .getBytes(StandardCharsets.UTF_8)),
              i % 10 == 0,
              i % 20 == 0);
    }
    part.statistics().addRejected();
    return part;
  }

  @Test
  void aStateIsReadAsItWasWritten() {
    Map<String, String> state = counted().state();

    WindowPart read = WindowPart.of(state).orElseThrow();
    assertThat(read.state()).isEqualTo(state);
    assertThat(read.statistics().readings()).isEqualTo(100);
    assertThat(read.statistics().anomalous()).isEqualTo(10);
    assertThat(read.statistics().late()).isEqualTo(5);
    assertThat(read.statistics().rejected()).isEqualTo(1);
    assertThat(read.statistics().devices()).isEqualTo(100);
    assertThat(read.name()).isEqualTo("490");
    assertThat(read.isIncomplete()).isFalse();
  }

  @Test
  void noStateIsABeginning() {
    assertThat(WindowPart.of(null).orElseThrow().state()).isEqualTo(WindowPart.begin().state());
    assertThat(WindowPart.of(Map.of()).orElseThrow().state()).isEqualTo(WindowPart.begin().state());
    assertThat(WindowPart.begin().statistics().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"version", "counts", "devices", "first", "last", "temperature", "pressure_sketch"})
  void aBrokenStateIsNotRead(String key) {
    Map<String, String> state = new HashMap<>(counted().state());
    state.remove(key);
    assertThat(WindowPart.of(state)).as("without it").isEmpty();

    if (!key.equals("first") && !key.equals("last")) {
      state.put(key, "AAAA");
      assertThat(WindowPart.of(state)).as("with something else").isEmpty();
    }
  }

  @Test
  void thatAStateWasLostIsNotForgotten() {
    WindowPart again = WindowPart.beginAgain();

    assertThat(WindowPart.of(again.state()).orElseThrow().isIncomplete()).isTrue();
  }

  @Test
  void aRecordThatComesAgainIsNotNew() {
    WindowPart part = WindowPart.begin();

    assertThat(part.isNew("99")).isTrue();
    assertThat(part.isNew("100")).isTrue();
    assertThat(part.isNew("100")).isFalse();
    assertThat(part.isNew("99")).isFalse();
    assertThat(WindowPart.of(part.state()).orElseThrow().isNew("100")).isFalse();
    assertThat(WindowPart.of(part.state()).orElseThrow().isNew("101")).isTrue();
    assertThat(part.isNew("")).as("without a number it cannot be known").isTrue();
  }

  /** Every bin of every sketch, with numbers as large as a year of a full shard could make them. */
  @Test
  void theLargestStateIsFarBelowOneMegabyte() throws IOException {
    Map<Measurement, MeasurementStatistics> fullest = new EnumMap<>(Measurement.class);
    for (Measurement measurement : Measurement.values()) {
      fullest.put(measurement, fullest());
    }
    FleetStatistics window =
        new FleetStatistics(
            new FleetStatistics.Counts(
                Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE),
            new DeviceCount(),
            fullest);
    Map<String, String> state =
        new WindowPart(window, true, "9".repeat(56), "9".repeat(56)).state();

    int bytes =
        state.entrySet().stream()
            .mapToInt(e -> e.getKey().length() + e.getValue().length() + 6)
            .sum();
    System.out.println("the largest state: " + bytes + " bytes");
    assertThat(bytes).isLessThan(WindowPart.LARGEST_STATE);
    assertThat(WindowPart.of(state).orElseThrow().state()).isEqualTo(state);
  }

  private static MeasurementStatistics fullest() throws IOException {
    MeasurementStatistics values = new MeasurementStatistics();
    for (double value = 0.001; value < 1e7; value *= 1.005) {
      values.add(value);
      values.add(-value);
    }
    values.add(1e125);
    values.add(0);
    for (int doubled = 0; doubled < 35; doubled++) {
      values.addAll(MeasurementStatistics.of(values.moments(), values.sketchBytes()));
    }
    return values;
  }
}

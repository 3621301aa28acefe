package dev.iotpipeline.fleet;

import static dev.iotpipeline.fleet.FleetFunction.START;
import static dev.iotpipeline.fleet.FleetFunction.event;
import static dev.iotpipeline.fleet.FleetFunction.last;
import static dev.iotpipeline.fleet.FleetFunction.reading;
import static dev.iotpipeline.fleet.FleetFunction.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import com.amazonaws.services.lambda.runtime.events.KinesisTimeWindowEvent;
import dev.iotpipeline.local.aws.testing.DynamoDbTables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@ExtendWith(DynamoDbTables.Shared.class)
class FleetHandlerTest {

  private final DynamoDbTables tables;
  private final FleetFunction function;

  FleetHandlerTest(DynamoDbTables tables) {
    this.tables = tables;
    this.function = new FleetFunction(tables);
  }

  @Test
  void aWindowOfTwoBatchesIsOneItem() {
    Map<String, String> state =
        function.handle(
            event(Map.of(), record(1, reading("a", 20)), record(2, reading("b", 22.5))));
    assertThat(function.items()).as("before the window ends").isEmpty();
    function.handle(last(state, record(3, reading("a", 50)), record(4, "no reading")));

    assertThat(function.items()).hasSize(1);
    Map<String, AttributeValue> item = function.items().get(0);
    assertThat(item)
        .containsEntry("window_day", fromS("2026-11-25"))
        .containsEntry("window", fromS("2026-11-25T10:15:00.000000000Z#shardId-000000000006"))
        .containsEntry("window_start", fromS("2026-11-25T10:15:00.000000000Z"))
        .containsEntry("window_end", fromS("2026-11-25T10:16:00.000000000Z"))
        .containsEntry("shard_id", fromS("shardId-000000000006"))
        .containsEntry("readings", fromN("3"))
        .containsEntry("anomalous", fromN("1"))
        .containsEntry("rejected", fromN("1"))
        .containsEntry("late", fromN("0"))
        .containsEntry("devices", fromN("2"))
        .containsEntry("terminated_early", fromBool(false))
        .containsEntry("incomplete", fromBool(false))
        .containsEntry("counted_at", fromS("2026-11-25T10:16:02.000000000Z"))
        .doesNotContainKey("expires_at");
    Map<String, AttributeValue> temperature = item.get("temperature").m();
    assertThat(temperature).containsEntry("count", fromN("3"));
    assertThat(number(temperature, "min")).isEqualTo(20);
    assertThat(number(temperature, "max")).isEqualTo(50);
    assertThat(number(temperature, "mean")).isCloseTo(30.833, within(0.001));
    assertThat(number(temperature, "standard_deviation")).isCloseTo(13.591, within(0.001));
    assertThat(number(temperature, "p50")).isCloseTo(22.5, within(0.225));
    assertThat(number(item.get("humidity").m(), "max")).isEqualTo(50);
    assertThat(number(item.get("pressure").m(), "min")).isEqualTo(1000.25);
  }

  private static double number(Map<String, AttributeValue> map, String name) {
    return Double.parseDouble(map.get(name).n());
  }

  @Test
  void theMetricsAreThoseOfTheWindow() {
    function.handle(
        last(
            Map.of(),
            record(1, reading("a", 20)),
            record(2, reading("b", 50)),
            record(3, reading("a", 20.5)),
            record(4, "")));

    assertThat(function.sum("Readings")).isEqualTo(3);
    assertThat(function.sum("AnomalousReadings")).isEqualTo(1);
    assertThat(function.sum("RejectedRecords")).isEqualTo(1);
    assertThat(function.sum("LateReadings")).isZero();
    assertThat(function.sum("Devices")).isEqualTo(2);
    assertThat(function.sum("Temperature")).isCloseTo(90.5, within(0.905));
    assertThat(function.metrics.values(FleetFunction.NAMESPACE, "Temperature")).isEqualTo(3);
    assertThat(function.metrics.values(FleetFunction.NAMESPACE, "Humidity")).isEqualTo(3);
    assertThat(function.metrics.values(FleetFunction.NAMESPACE, "Pressure")).isEqualTo(3);
  }

  @Test
  void theMetricsGoToTheNamespaceOfTheSettings() {
    FleetFunction north = new FleetFunction(tables, null, "north-IoTPipeline/Fleet");
    north.handle(last(Map.of(), record(1, reading("a", 20))));

    assertThat(north.metrics.sum("north-IoTPipeline/Fleet", "Readings")).isEqualTo(1);
    assertThat(north.sum("Readings")).isZero();
  }

  @Test
  void theFinalCallMayHaveNoRecords() {
    Map<String, String> state = function.handle(event(Map.of(), record(1, reading("a", 20))));
    KinesisTimeWindowEvent end = last(state);
    end.setRecords(null);
    function.handle(end);

    assertThat(function.items())
        .singleElement()
        .satisfies(item -> assertThat(item).containsEntry("readings", fromN("1")));
  }

  @Test
  void aWindowWithoutRecordsHasNoItem() {
    function.handle(last(Map.of()));

    assertThat(function.items()).isEmpty();
    assertThat(function.metrics.values(FleetFunction.NAMESPACE, "Readings")).isZero();
  }

  @Test
  void aWindowOfRejectedRecordsAloneHasNoMeasurements() {
    KinesisEventRecord withoutData = record(2, "");
    withoutData.getKinesis().setData(null);
    function.handle(last(Map.of(), record(1, "{}"), withoutData, new KinesisEventRecord()));

    assertThat(function.items())
        .singleElement()
        .satisfies(
            item ->
                assertThat(item)
                    .containsEntry("rejected", fromN("3"))
                    .doesNotContainKeys("temperature", "humidity", "pressure"));
  }

  @Test
  void aReadingIsLateIfItIsOlderThanTheWindowBefore() {
    function.handle(
        last(
            Map.of(),
            record(1, reading("a", START.minusSeconds(60), 20)),
            record(2, reading("a", START.minusSeconds(60).minusNanos(1), 20)),
            record(3, reading("a", START.plusSeconds(3600), 20))));

    assertThat(function.items().get(0)).containsEntry("late", fromN("1"));
    assertThat(function.sum("LateReadings")).isEqualTo(1);
  }

  /** A device may send what no thermometer shows; it must not stop the shard. */
  @ParameterizedTest
  @CsvSource({"1e-130, 1.1e-130", "9.99e125, 9.9e125", "-273.15, 9.99e125", "0, 1e-130"})
  void whateverADeviceMaySendIsKept(double one, double other) {
    function.handle(last(Map.of(), record(1, reading("a", one)), record(2, reading("a", other))));

    Map<String, AttributeValue> temperature = function.items().get(0).get("temperature").m();
    assertThat(number(temperature, "min")).isEqualTo(Math.min(one, other));
    assertThat(number(temperature, "max")).isEqualTo(Math.max(one, other));
    assertThat(function.sum("Readings")).isEqualTo(2);
  }

  @Test
  void whatLambdaCutsShortIsAnItemOfItsOwnAndTheRestAnother() {
    KinesisTimeWindowEvent cut = event(Map.of(), record(7, reading("a", 20)));
    cut.setIsWindowTerminatedEarly(true);
    function.handle(cut);
    function.handle(cut);
    function.handle(last(Map.of(), record(8, reading("a", 30)), record(9, reading("b", 30))));

    assertThat(function.items())
        .extracting(item -> item.get("window").s())
        .containsExactly(
            "2026-11-25T10:15:00.000000000Z#shardId-000000000006",
            "2026-11-25T10:15:00.000000000Z#shardId-000000000006#"
                + record(7, "").getKinesis().getSequenceNumber());
    assertThat(function.items().get(1)).containsEntry("terminated_early", fromBool(true));
    assertThat(function.sum("Readings")).isEqualTo(3);
    assertThat(function.linesOf("window_cut_short")).hasSize(2);
    assertThat(function.table().windows(START, START.plusSeconds(1)))
        .singleElement()
        .satisfies(
            window -> {
              assertThat(window.cutShort()).isEqualTo(1);
              assertThat(window.statistics().readings()).isEqualTo(3);
              assertThat(window.statistics().devices()).isEqualTo(2);
            });
  }

  @Test
  void aStateThatCannotBeReadMakesTheWindowIncompleteAndNothingStops() {
    Map<String, String> state =
        new HashMap<>(function.handle(event(Map.of(), record(1, reading("a", 20)))));
    state.put("version", "0");
    state = function.handle(event(state, record(2, reading("a", 20))));
    function.handle(last(state, record(3, reading("b", 20))));

    assertThat(function.items().get(0))
        .containsEntry("readings", fromN("2"))
        .containsEntry("incomplete", fromBool(true));
    assertThat(function.linesOf("state_unreadable")).hasSize(1);
  }

  @Test
  void anItemExpiresSoLongAfterItsWindow() {
    FleetFunction keeping = new FleetFunction(tables, Duration.ofDays(30));
    keeping.handle(last(Map.of(), record(1, reading("a", 20))));

    assertThat(keeping.items().get(0))
        .containsEntry(
            "expires_at",
            fromN(Long.toString(START.plusSeconds(60).plus(Duration.ofDays(30)).getEpochSecond())));
  }

  @Test
  void aMappingWithoutWindowIsAnError() {
    KinesisTimeWindowEvent event = event(Map.of(), record(1, reading("a", 20)));
    event.setWindow(null);

    assertThatThrownBy(() -> function.handle(event))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tumbling_window_in_seconds");
  }

  /**
   * However Lambda cuts a window into batches, and whichever calls or records it repeats: the item
   * is the same, to the bit.
   */
  @Test
  void anyBatchesAndAnyRepetitionsGiveTheSameItem() {
    Random random = new Random(11);
    List<KinesisEventRecord> records = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      records.add(
          record(i, i % 50 == 0 ? "none" : reading("s-" + i % 90, 22 + random.nextGaussian())));
    }
    function.handle(last(Map.of(), records.toArray(KinesisEventRecord[]::new)));
    Map<String, AttributeValue> atOnce = function.items().get(0);

    for (int run = 0; run < 20; run++) {
      FleetFunction other = new FleetFunction(tables);
      Map<String, String> state = Map.of();
      for (int from = 0, to; from < records.size(); from = to) {
        to = Math.min(records.size(), from + 1 + random.nextInt(60));
        int again = Math.max(0, from - random.nextInt(20));
        KinesisEventRecord[] batch = records.subList(again, to).toArray(KinesisEventRecord[]::new);
        Map<String, String> answer = other.handle(event(state, batch));
        assertThat(other.handle(event(state, batch))).as("the same call again").isEqualTo(answer);
        state = answer;
      }
      other.handle(last(state));
      assertThat(other.items()).containsExactly(atOnce);
    }
  }
}

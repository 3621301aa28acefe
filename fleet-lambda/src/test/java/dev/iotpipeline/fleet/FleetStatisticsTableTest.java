package dev.iotpipeline.fleet;

import static dev.iotpipeline.fleet.FleetFunction.LENGTH;
import static dev.iotpipeline.fleet.FleetFunction.event;
import static dev.iotpipeline.fleet.FleetFunction.reading;
import static dev.iotpipeline.fleet.FleetFunction.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import com.amazonaws.services.lambda.runtime.events.KinesisTimeWindowEvent;
import dev.iotpipeline.local.aws.testing.DynamoDbTables;
import dev.iotpipeline.telemetry.Measurement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DynamoDbTables.Shared.class)
class FleetStatisticsTableTest {

  private static final Instant MIDNIGHT = Instant.parse("2026-11-26T00:00:00Z");

  private final FleetFunction function;

  FleetStatisticsTableTest(DynamoDbTables tables) {
    function = new FleetFunction(tables);
    function.clock.set(MIDNIGHT.plus(Duration.ofHours(1)));
  }

  private void window(int shard, Instant start, List<KinesisEventRecord> records) {
    KinesisTimeWindowEvent event =
        event("shardId-%012d".formatted(shard), start, Map.of(), records);
    event.setIsFinalInvokeForWindow(true);
    function.handle(event);
  }

  private void window(int shard, Instant start, double... temperatures) {
    List<KinesisEventRecord> records = new ArrayList<>();
    for (double temperature : temperatures) {
      records.add(record(records.size(), reading("s" + records.size(), start, temperature)));
    }
    window(shard, start, records);
  }

  @Test
  void theShardsOfAWindowAreMerged() {
    for (int shard = 0; shard < 10; shard++) {
      int first = shard;
      window(
          shard,
          MIDNIGHT,
          IntStream.range(0, 100).mapToDouble(i -> 10 + i + first / 10.0).toArray());
    }

    List<FleetWindow> windows = function.table().windows(MIDNIGHT, MIDNIGHT.plus(LENGTH));

    assertThat(windows).hasSize(1);
    FleetStatistics statistics = windows.get(0).statistics();
    MeasurementStatistics temperature = statistics.of(Measurement.TEMPERATURE);
    assertThat(windows.get(0).end()).isEqualTo(MIDNIGHT.plus(LENGTH));
    assertThat(statistics.readings()).isEqualTo(1_000);
    assertThat(statistics.devices()).as("each shard has the same devices").isBetween(98L, 102L);
    assertThat(temperature.count()).isEqualTo(1_000);
    assertThat(temperature.min()).isEqualTo(10);
    assertThat(temperature.max()).isEqualTo(109.9);
    assertThat(temperature.mean()).isCloseTo(59.95, within(1e-9));
    assertThat(temperature.standardDeviation()).isCloseTo(28.8675, within(1e-3));
    assertThat(temperature.percentile(0.5)).isCloseTo(59.9, within(0.6));
    assertThat(temperature.percentile(0.99)).isCloseTo(108.9, within(1.1));
  }

  @Test
  void windowsAreFoundAcrossMidnightByTheirStart() {
    for (int minute = -3; minute < 3; minute++) {
      window(0, MIDNIGHT.plus(LENGTH.multipliedBy(minute)), 20);
    }

    assertThat(function.table().windows(MIDNIGHT.minusSeconds(120), MIDNIGHT.plusSeconds(120)))
        .extracting(FleetWindow::start)
        .containsExactly(
            MIDNIGHT.minusSeconds(120),
            MIDNIGHT.minusSeconds(60),
            MIDNIGHT,
            MIDNIGHT.plusSeconds(60));
    assertThat(function.table().windows(MIDNIGHT, MIDNIGHT)).isEmpty();
  }

  @Test
  void rejectedRecordsAreThereWithoutReadings() {
    window(0, MIDNIGHT, List.of(record(1, "none")));
    window(1, MIDNIGHT, 20, 30);

    assertThat(function.table().windows(MIDNIGHT, MIDNIGHT.plus(LENGTH)))
        .singleElement()
        .satisfies(
            window -> {
              assertThat(window.statistics().rejected()).isEqualTo(1);
              assertThat(window.statistics().of(Measurement.TEMPERATURE).count()).isEqualTo(2);
              assertThat(window.statistics().of(Measurement.TEMPERATURE).max()).isEqualTo(30);
            });
  }

  @Test
  void moreWindowsThanAPageHoldsAreAllRead() {
    for (int window = 0; window < 300; window++) {
      window(0, MIDNIGHT.plus(LENGTH.multipliedBy(window)), 20, 21, 22);
    }

    assertThat(function.table().windows(MIDNIGHT, MIDNIGHT.plus(Duration.ofDays(1)))).hasSize(300);
  }
}

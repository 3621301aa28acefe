package dev.iotpipeline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.telemetry.Anomaly;
import dev.iotpipeline.telemetry.AnomalyKind;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.Thresholds;
import dev.iotpipeline.telemetry.shadow.Judge;
import dev.iotpipeline.telemetry.shadow.Judgement;
import dev.iotpipeline.telemetry.shadow.LifeCycle;
import dev.iotpipeline.telemetry.shadow.Place;
import dev.iotpipeline.telemetry.shadow.Shadow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class TrueAnomaliesTest {

  private static final Instant START = Plans.START;

  private final TrueAnomalies truth = new TrueAnomalies(Thresholds.DEFAULT);

  @ParameterizedTest
  @CsvSource({
    "0, 20.00, 60000, 25.01, 20.00",
    "0, 20.00, 60000, 25.00, ",
    "0, 20.00, 60001, 25.01, ",
    "0, 20.00, 1, 30.00, 20.00",
    "0, 20.00, 0, 30.00, ",
    "1000, 20.00, 0, 30.00, ",
  })
  void aRiseIsOfANewerReadingOnlyAndWithinItsWindow(
      long firstMillis, String first, long millis, String second, @Nullable String baseline) {
    assertThat(next(firstMillis, first)).isEmpty();

    assertThat(next(millis, second))
        .extracting(Anomaly::rise)
        .isEqualTo(
            baseline == null
                ? List.of()
                : List.of(new Anomaly.Rise(new BigDecimal(baseline), Duration.ofSeconds(60))));
  }

  @Test
  void aLateReadingMayBeWhatALaterOneRisesFrom() {
    next(0, "25.00");
    next(50_000, "25.00");

    assertThat(next(40_000, "18.00")).isEmpty();
    assertThat(next(60_000, "25.00"))
        .extracting(Anomaly::kind)
        .containsExactly(AnomalyKind.TEMPERATURE_RISING);
  }

  @Test
  void theRiseIsTheLastOfTheAnomalies() {
    next(0, "20.00");

    assertThat(next(1, "46.00"))
        .extracting(Anomaly::kind)
        .containsExactly(AnomalyKind.TEMPERATURE_ABOVE, AnomalyKind.TEMPERATURE_RISING);
  }

  @Test
  void devicesHaveTheirOwnPast() {
    next(0, "20.00");

    assertThat(truth.next(reading("another", 1, "30.00"), START)).isEmpty();
  }

  @Test
  void aClockThatIsSetRightBeginsAnew() {
    next(400_000, "20.00");

    assertThat(next(1_000, "30.00")).isEmpty();
    assertThat(next(2_000, "36.00"))
        .extracting(Anomaly::rise)
        .extracting(Anomaly.Rise::baseline)
        .containsExactly(new BigDecimal("30.00"));
  }

  /** Two models that share no code; each scenario with everything that a producer can do wrong. */
  @ParameterizedTest
  @EnumSource
  void thePipelinesJudgeComesToTheSame(Scenario scenario) {
    Map<AnomalyKind, Integer> found = new EnumMap<>(AnomalyKind.class);
    for (Map<Hostility, Double> hostility :
        List.of(Map.<Hostility, Double>of(), SentMessages.ALL)) {
      for (long interval : new long[] {100, 1_000, 20_000}) {
        FleetPlan plan =
            new FleetPlan(
                9,
                Duration.ofMillis(interval),
                null,
                null,
                interval,
                START,
                0.05,
                hostility,
                scenario);
        DeviceMessages.ofFleet(plan).forEach(device -> compare(plan, device, found));
      }
    }
    assertThat(found.containsKey(AnomalyKind.TEMPERATURE_RISING))
        .isEqualTo(
            Set.of(Scenario.ARTICLE, Scenario.SPIKES, Scenario.FAST_RISE).contains(scenario));
  }

  private static void compare(
      FleetPlan plan, DeviceMessages device, Map<AnomalyKind, Integer> found) {
    Judge judge = new Judge(id -> Thresholds.DEFAULT, LifeCycle.OFF);
    TrueAnomalies truth = new TrueAnomalies(Thresholds.DEFAULT);
    Shadow shadow = null;
    for (int n = 0; n < 1_300; n++) {
      Instant turn = START.plus(plan.interval().multipliedBy(n));
      Reading reading = device.next(turn).reading();
      if (reading != null) {
        Place place = new Place("shardId-000000000000", Integer.toString(n + 1));
        Judgement judgement = judge.judge(shadow, reading, place, turn);
        shadow = judgement.shadow();
        List<Anomaly> anomalies = truth.next(reading, turn);
        assertThat(kinds(judgement.anomalies())).as("%s", reading).isEqualTo(kinds(anomalies));
        anomalies.forEach(anomaly -> found.merge(anomaly.kind(), 1, Integer::sum));
      }
    }
  }

  private static List<AnomalyKind> kinds(List<Anomaly> anomalies) {
    return anomalies.stream().map(Anomaly::kind).toList();
  }

  private List<Anomaly> next(long millis, String temperature) {
    return truth.next(reading("sensor-007", millis, temperature), START);
  }

  private static Reading reading(String device, long millis, String temperature) {
    return new Reading(
        device,
        START.plusMillis(millis),
        new BigDecimal(temperature),
        new BigDecimal("50.00"),
        new BigDecimal("1003.25"),
        "1.2.0");
  }
}

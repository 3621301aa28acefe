package dev.iotpipeline.telemetry.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.telemetry.Anomaly;
import dev.iotpipeline.telemetry.AnomalyKind;
import dev.iotpipeline.telemetry.Reading;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The judge against a model that keeps every reading and looks through all of them. */
class JudgePropertyTest {

  private static final BigDecimal RISE = new BigDecimal("5");

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 30, 100})
  void riseIsWhatLookingThroughAllReadingsFinds(int mostSecondsApart) {
    Random random = new Random(mostSecondsApart);
    for (int series = 0; series < 200; series++) {
      Records records = new Records(LifeCycle.OFF);
      List<Reading> sofar = new ArrayList<>();
      Instant now = Records.START;
      for (int i = 0; i < 150; i++) {
        now = now.plusMillis(random.nextInt(1, mostSecondsApart * 1000));
        Reading reading = next(random, now, sofar);
        Optional<BigDecimal> found =
            records.next(reading, now).anomalies().stream()
                .filter(anomaly -> anomaly.kind() == AnomalyKind.TEMPERATURE_RISING)
                .map(Anomaly::rise)
                .map(Anomaly.Rise::baseline)
                .findFirst();
        assertThat(found).as("series %d, reading %d", series, i).isEqualTo(rise(reading, sofar));
        sofar.add(reading);
      }
    }
  }

  /** Some are late, some repeat an instant, and the temperatures are near each other. */
  private static Reading next(Random random, Instant now, List<Reading> sofar) {
    Instant at = random.nextInt(5) == 0 ? now.minusMillis(random.nextInt(90_000)) : now;
    if (!sofar.isEmpty() && random.nextInt(20) == 0) {
      at = sofar.get(random.nextInt(sofar.size())).timestamp();
    }
    return Records.reading(at, Integer.toString(random.nextInt(18, 30)), "50");
  }

  private static Optional<BigDecimal> rise(Reading reading, List<Reading> sofar) {
    boolean isNewest =
        sofar.stream().allMatch(earlier -> earlier.timestamp().isBefore(reading.timestamp()));
    if (!isNewest) {
      return Optional.empty();
    }
    return sofar.stream()
        .filter(e -> !e.timestamp().isBefore(reading.timestamp().minusSeconds(60)))
        .map(Reading::temperature)
        .min(BigDecimal::compareTo)
        .filter(lowest -> reading.temperature().subtract(lowest).compareTo(RISE) > 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 1000})
  void aSteadyClimbOfManyReadingsIsBoundedAndItsBaselineIsOffByALittle(int readings) {
    Records records = new Records(LifeCycle.OFF);
    // The climb of one window, shared by half of the entries.
    BigDecimal bound = new BigDecimal("0.02").multiply(new BigDecimal(readings / 64.0));
    for (int i = 0; i <= readings * 2; i++) {
      Instant now = Records.START.plusMillis(60_000L * i / readings);
      BigDecimal temperature = new BigDecimal(i).multiply(new BigDecimal("0.02"));
      Judgement judgement = records.next(Records.reading(now, temperature.toString(), "50"), now);
      assertThat(judgement.shadow().window().entries())
          .hasSizeLessThanOrEqualTo(TemperatureWindow.MOST_ENTRIES);
      if (i > 0) {
        BigDecimal exact =
            new BigDecimal(Math.max(0, i - readings)).multiply(new BigDecimal("0.02"));
        BigDecimal error = judgement.grounds().baseline().subtract(exact);
        assertThat(error).isBetween(BigDecimal.ZERO, bound);
      }
    }
  }
}

package dev.iotpipeline.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class MeasurementStatisticsTest {

  private static final double[] QUANTILES = {0, 0.01, 0.25, 0.5, 0.75, 0.95, 0.99, 0.999, 1};

  private static final List<Arguments> SERIES =
      List.of(
          series("temperatures", random -> round(22 + 6 * random.nextGaussian())),
          series("frost and thaw", random -> round(4 * random.nextGaussian())),
          series("humidities", random -> round(100 * random.nextDouble())),
          series("pressures", random -> round(1013 + 15 * random.nextGaussian())),
          series("steps", random -> random.nextInt(5) * 10.0),
          series("every magnitude", random -> Math.pow(10, -3 + 9 * random.nextDouble())),
          series(
              "signs", random -> Math.copySign(random.nextDouble() + 0.5, random.nextInt(2) - 1)));

  private static Arguments series(String name, ToDoubleFunction<Random> next) {
    return Arguments.of(name, next);
  }

  private static double round(double value) {
    return Math.round(value * 100) / 100.0;
  }

  private static MeasurementStatistics of(double... values) {
    MeasurementStatistics statistics = new MeasurementStatistics();
    Arrays.stream(values).forEach(statistics::add);
    return statistics;
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("SERIES")
  void percentilesAreWithinOnePercentOfTheExactOnes(String name, ToDoubleFunction<Random> next) {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      double[] values =
          random
              .doubles(1 + random.nextInt(5_000))
              .map(any -> next.applyAsDouble(random))
              .toArray();
      MeasurementStatistics statistics = of(values);
      Arrays.sort(values);
      for (double quantile : QUANTILES) {
        double exact = values[(int) (quantile * (values.length - 1))];
        assertThat(statistics.percentile(quantile))
            .as("seed %d, quantile %s", seed, quantile)
            .isCloseTo(exact, within(Math.abs(exact) * 0.0100001 + 0.001));
      }
      assertThat(statistics.min()).isEqualTo(values[0]);
      assertThat(statistics.max()).isEqualTo(values[values.length - 1]);
      assertThat(statistics.count()).isEqualTo(values.length);
    }
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("SERIES")
  void whatIsMergedInAnyOrderIsTheWhole(String name, ToDoubleFunction<Random> next) {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      MeasurementStatistics whole = new MeasurementStatistics();
      List<MeasurementStatistics> parts =
          Stream.generate(MeasurementStatistics::new).limit(1 + random.nextInt(100)).toList();
      for (int i = 0; i < 2_000; i++) {
        double value = next.applyAsDouble(random);
        whole.add(value);
        parts.get(random.nextInt(parts.size())).add(value);
      }
      List<MeasurementStatistics> left = new ArrayList<>(parts);
      MeasurementStatistics merged = new MeasurementStatistics();
      while (!left.isEmpty()) {
        merged.addAll(left.remove(random.nextInt(left.size())));
      }
      assertThat(merged.sketchBytes()).isEqualTo(whole.sketchBytes());
      assertThat(merged.count()).isEqualTo(whole.count());
      assertThat(merged.min()).isEqualTo(whole.min());
      assertThat(merged.max()).isEqualTo(whole.max());
      assertThat(merged.mean()).isCloseTo(whole.mean(), within(1e-9 * whole.max()));
      assertThat(merged.standardDeviation())
          .isCloseTo(whole.standardDeviation(), withinPercentage(1e-6));
    }
  }

  @Test
  void meanAndDeviationAreThoseOfTheBook() {
    MeasurementStatistics statistics = of(2, 4, 4, 4, 5, 5, 7, 9);

    assertThat(statistics.mean()).isEqualTo(5);
    assertThat(statistics.standardDeviation()).isEqualTo(2);
  }

  @Test
  void aSmallSpreadFarFromZeroIsNotLost() {
    MeasurementStatistics statistics =
        of(IntStream.range(0, 100_000).mapToDouble(i -> 1e9 + i % 2).toArray());

    assertThat(statistics.standardDeviation()).isCloseTo(0.5, within(1e-6));
  }

  /** A device that sends absurd values must not spoil the percentiles of all others. */
  @Test
  void absurdValuesMoveThePercentilesByTheirNumberOnly() {
    MeasurementStatistics statistics = of(IntStream.range(0, 1_000).mapToDouble(i -> 22).toArray());
    for (double absurd : new double[] {9.99e125, 1e-130, 1e60, -273.15}) {
      statistics.add(absurd);
    }

    assertThat(statistics.percentile(0.5)).isCloseTo(22, withinPercentage(1));
    assertThat(statistics.percentile(0.99)).isCloseTo(22, withinPercentage(1));
    assertThat(statistics.max()).isEqualTo(9.99e125);
    assertThat(statistics.standardDeviation()).isFinite();
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("SERIES")
  void theDistributionHoldsEachValueWithItsLeastAndGreatest(
      String name, ToDoubleFunction<Random> next) {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      MeasurementStatistics statistics =
          of(
              random
                  .doubles(1 + random.nextInt(20))
                  .map(any -> next.applyAsDouble(random))
                  .toArray());

      assertThat(statistics.distribution().firstKey()).isEqualTo(statistics.min());
      assertThat(statistics.distribution().lastKey()).isEqualTo(statistics.max());
      assertThat(statistics.distribution().values()).allMatch(times -> times > 0);
      assertThat(statistics.distribution().values().stream().mapToLong(Long::longValue).sum())
          .isEqualTo(statistics.count());
    }
    assertThat(new MeasurementStatistics().distribution()).isEmpty();
  }
}

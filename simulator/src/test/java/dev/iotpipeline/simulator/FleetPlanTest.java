package dev.iotpipeline.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FleetPlanTest {

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
  void aShareLiesBetweenZeroAndOne(double share) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plans.hostile(1, Map.of(Hostility.CLOCK_SKEW, share)))
        .withMessage("hostility is clock-skew=" + share + "; it has to be shares of 0 to 1");
  }

  @Test
  void aMessageNamesTheComponent() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new FleetPlan(1, Duration.ZERO, null, null, 0, Instant.EPOCH, 1.5, Map.of()))
        .withMessage("anomalyProbability is 1.5; it has to be 0 to 1");
  }

  @Test
  void theSharesOfTheTurnsComeToOneAtMost() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plans.hostile(1, Map.of(Hostility.MALFORMED, 0.6, Hostility.LATE, 0.41)))
        .withMessageStartingWith("hostility is malformed=0.6,late=0.41; it has to be shares that");
  }

  @Test
  void sharesAreAddedUpAsTheyAreWritten() {
    // As doubles these are more than 1.
    assertThat(0.01 + 0.2 + 0.68 + 0.11).isGreaterThan(1);
    Map<Hostility, Double> one =
        Map.of(
            Hostility.MALFORMED, 0.01,
            Hostility.DUPLICATE, 0.2,
            Hostility.LATE, 0.68,
            Hostility.SAME_TIMESTAMP, 0.11,
            Hostility.CLOCK_SKEW, 1.0);

    assertThat(Plans.hostile(1, one).hostility()).isEqualTo(one);
  }

  @Test
  void aPlanKeepsItsSharesWhenTheMapChanges() {
    Map<Hostility, Double> shares = new HashMap<>(Map.of(Hostility.LATE, 0.5));
    FleetPlan plan = Plans.hostile(1, shares);
    shares.clear();

    assertThat(plan.hostility()).isEqualTo(Map.of(Hostility.LATE, 0.5)).isUnmodifiable();
  }
}

package dev.iotpipeline.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.aws.Deadline;
import dev.iotpipeline.aws.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeBudgetTest {

  private final FakeClock clock = new FakeClock(Consumer.START);

  @ParameterizedTest
  @CsvSource({
    "60000, 44250, 51625, 59000",
    "30000, 21750, 25375, 29000",
    "5000, 3000, 3500, 4000",
    "3000, 1800, 2100, 2400",
    "1000, 600, 700, 800",
    "0, 0, 0, 0"
  })
  void aMarginIsKeptAndAnEighthOfTheRestIsForAlertsAndOneForTheQuarantine(
      long left, long writing, long alerting, long quarantining) {
    TimeBudget budget = TimeBudget.of(Duration.ofMillis(left), clock);

    assertThat(budget.writing().left()).isEqualTo(Duration.ofMillis(writing));
    assertThat(budget.alerting().left()).isEqualTo(Duration.ofMillis(alerting));
    assertThat(budget.quarantining().left()).isEqualTo(Duration.ofMillis(quarantining));
  }

  @Test
  void aDeadlinePassesAndThenNothingIsLeft() {
    Deadline deadline = TimeBudget.of(Duration.ofMillis(100), clock).quarantining();

    clock.advance(Duration.ofMillis(79));
    assertThat(deadline.left()).isEqualTo(Duration.ofMillis(1));
    assertThat(deadline.left()).isPositive();

    clock.advance(Duration.ofMillis(1));
    assertThat(deadline.left()).isZero();

    clock.advance(Duration.ofDays(1));
    assertThat(deadline.left()).isEqualTo(Duration.ZERO);
  }
}

package dev.iotpipeline.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeBudgetTest {

  private final FakeClock clock = new FakeClock();

  @ParameterizedTest
  @CsvSource({
    "60000, 44250, 59000",
    "30000, 21750, 29000",
    "5000, 3000, 4000",
    "3000, 1800, 2400",
    "100, 60, 80",
    "0, 0, 0"
  })
  void aMarginIsKeptAndAQuarterOfTheRestIsForAlerts(long left, long writing, long alerting) {
    TimeBudget budget = TimeBudget.of(Duration.ofMillis(left), clock);

    assertThat(budget.writing().left()).isEqualTo(Duration.ofMillis(writing));
    assertThat(budget.alerting().left()).isEqualTo(Duration.ofMillis(alerting));
  }

  @Test
  void aDeadlinePassesAndThenNothingIsLeft() {
    Deadline deadline = TimeBudget.of(Duration.ofMillis(100), clock).alerting();

    clock.advance(Duration.ofMillis(79));
    assertThat(deadline.left()).isEqualTo(Duration.ofMillis(1));
    assertThat(deadline.hasPassed()).isFalse();

    clock.advance(Duration.ofMillis(1));
    assertThat(deadline.hasPassed()).isTrue();

    clock.advance(Duration.ofDays(1));
    assertThat(deadline.left()).isEqualTo(Duration.ZERO);
  }
}

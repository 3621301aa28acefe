package dev.iotpipeline.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingItemTest {

  private final Consumer consumer = new Consumer();

  @ParameterizedTest
  @CsvSource({
    "23.5, 23.5",
    "23.50, 23.5",
    "20, 2E+1",
    "0, 0",
    "-0.000, 0",
    "0e-1000, 0",
    "0e999999999, 0",
    "0.1, 0.1",
    "1.2345678901234567890123456789012345678, 1.2345678901234567890123456789012345678",
    "99999999999999999999999999999999999999, 99999999999999999999999999999999999999",
    "1.00000000000000000000000000000000000000000000000000000000000000000000000000000000, 1",
    "1e-130, 1E-130",
    "9.9999999999999999999999999999999999999e125, 9.9999999999999999999999999999999999999E+125",
    "100000000000000000000000000000000000000000000000000, 1E+50",
    "-273.1500, -273.15"
  })
  void aNumberIsStoredExactly(String sent, String stored) {
    consumer.handle(Events.event(Events.reading("sensor-007", sent, "50")));

    String number = consumer.table.item("sensor-007", Events.TIMESTAMP).get("temperature").n();
    assertThat(number).isEqualTo(stored);
    assertThat(new BigDecimal(number)).isEqualByComparingTo(sent);
  }

  @Test
  void aReadingExpiresSoLongAfterItsArrival() {
    Consumer keepsAWeek = new Consumer(Duration.ofDays(7), null);
    keepsAWeek.handle(Events.event(Events.reading("sensor-007")));

    assertThat(keepsAWeek.table.item("sensor-007", Events.TIMESTAMP).get("expires_at").n())
        .isEqualTo(String.valueOf(Events.ARRIVAL.plus(Duration.ofDays(7)).getEpochSecond()));
  }

  @Test
  void aReadingThatIsKeptForEverHasNoExpiry() {
    consumer.handle(Events.event(Events.reading("sensor-007")));

    assertThat(consumer.table.item("sensor-007", Events.TIMESTAMP))
        .isNotEmpty()
        .doesNotContainKey("expires_at");
  }
}

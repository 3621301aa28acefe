package dev.iotpipeline.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.testing.DynamoDbTables;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(DynamoDbTables.Shared.class)
class ReadingItemTest {

  private final DynamoDbTables tables;
  private final Consumer consumer;

  ReadingItemTest(DynamoDbTables tables) {
    this.tables = tables;
    consumer = new Consumer(tables);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "23.5",
        "23.50",
        "20",
        "0",
        "-0.000",
        "0e-1000",
        "0e999999999",
        "0.1",
        "1.2345678901234567890123456789012345678",
        "99999999999999999999999999999999999999",
        "1.00000000000000000000000000000000000000000000000000000000000000000000000000000000",
        "1e-130",
        "9.9999999999999999999999999999999999999e125",
        "100000000000000000000000000000000000000000000000000",
        "-273.1500"
      })
  void aNumberIsStoredExactly(String sent) {
    assertThat(consumer.handle(Events.event(Events.reading("sensor-007", sent, "50")))).isEmpty();

    String number = consumer.stored("sensor-007", Events.TIMESTAMP).get("temperature").n();
    assertThat(new BigDecimal(number)).isEqualByComparingTo(sent);
  }

  @Test
  void aReadingExpiresSoLongAfterItsArrival() {
    Consumer keepsAWeek = Consumer.thatKeepsReadings(tables, Duration.ofDays(7));
    keepsAWeek.handle(Events.event(Events.reading("sensor-007")));

    assertThat(keepsAWeek.stored("sensor-007", Events.TIMESTAMP).get("expires_at").n())
        .isEqualTo(String.valueOf(Events.ARRIVAL.plus(Duration.ofDays(7)).getEpochSecond()));
  }

  @Test
  void aReadingThatIsKeptForEverHasNoExpiry() {
    consumer.handle(Events.event(Events.reading("sensor-007")));

    assertThat(consumer.stored("sensor-007", Events.TIMESTAMP))
        .isNotEmpty()
        .doesNotContainKey("expires_at");
  }
}

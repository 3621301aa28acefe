package dev.iotpipeline.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.testing.DynamoDbTables;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

@ExtendWith(DynamoDbTables.Shared.class)
class ReadingItemTest {

  private final DynamoDbTables tables;
  private final Consumer consumer;

  ReadingItemTest(DynamoDbTables tables) {
    this.tables = tables;
    consumer = new Consumer(tables);
  }

  /** DynamoDB may refuse forms of a number that DynamoDB Local accepts: the form counts as well. */
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
  void aNumberIsStoredExactly(String sent, String written) {
    assertThat(consumer.handle(Events.event(Events.reading("sensor-007", sent, "50")))).isEmpty();

    String stored = consumer.stored("sensor-007", Events.TIMESTAMP).get("temperature").n();
    assertThat(new BigDecimal(stored)).isEqualByComparingTo(sent);
    assertThat(written().get("temperature").n()).isEqualTo(written);
  }

  /** The item of the one write. */
  private Map<String, AttributeValue> written() {
    BatchWriteItemRequest call = consumer.dynamoDb.requests(BatchWriteItemRequest.class).get(0);
    List<WriteRequest> writes = call.requestItems().values().iterator().next();
    return writes.get(0).putRequest().item();
  }

  @Test
  void aReadingExpiresAfterItsRetention() {
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

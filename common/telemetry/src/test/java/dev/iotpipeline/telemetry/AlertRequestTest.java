package dev.iotpipeline.telemetry;

import static dev.iotpipeline.telemetry.Samples.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AlertRequestTest {

  private static final AlertRequest.Context CONTEXT =
      new AlertRequest.Context(
          "shardId-000000000003",
          "49670003176390650312300000000000000000000000000000004711",
          Instant.parse("2026-11-23T10:15:30.412Z"));

  @Test
  void theContextStandsBesideTheReadingsOwnFields() {
    String reading = new String(ReadingJson.write(Samples.READING), UTF_8);

    assertThat(new String(new AlertRequest(Samples.READING, CONTEXT).toJson(), UTF_8))
        .isEqualTo(
            reading.substring(0, reading.length() - 1)
                + ",\"context\":{\"shard_id\":\"shardId-000000000003\",\"sequence_number\":"
                + "\"49670003176390650312300000000000000000000000000000004711\","
                + "\"ingestion_timestamp\":\"2026-11-23T10:15:30.412000000Z\"}}");
  }

  @Test
  void aBareReadingIsARequestWithoutContext() {
    assertThat(AlertRequest.parse(bytes(Samples.PAYLOAD)))
        .isEqualTo(new AlertRequest(Samples.READING, null));
    assertThat(new AlertRequest(Samples.READING, null).toJson())
        .isEqualTo(ReadingJson.write(Samples.READING));
  }

  @Test
  void whatIsWrittenIsReadBackTheSame() {
    Random random = new Random(11);
    for (int i = 0; i < 2_000; i++) {
      AlertRequest request =
          new AlertRequest(Samples.anyReading(random), random.nextBoolean() ? CONTEXT : null);
      assertThat(AlertRequest.parse(request.toJson())).isEqualTo(request);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "7",
        "[]",
        "{}",
        "{\"shard_id\":\"a\",\"sequence_number\":\"1\"}",
        "{\"shard_id\":\"a\",\"sequence_number\":1,\"ingestion_timestamp\":\"2026-11-23T10:15Z\"}",
        "{\"shard_id\":{\"a\":[]},\"sequence_number\":\"1\","
            + "\"ingestion_timestamp\":\"2026-11-23T10:15Z\"}",
        "{\"shard_id\":\"a\",\"sequence_number\":\"1\",\"ingestion_timestamp\":\"yesterday\"}",
        "{\"shard_id\":\"a\",\"sequence_number\":\"1\","
            + "\"ingestion_timestamp\":\"-0001-01-01T00:00:00Z\"}",
      })
  void anIncompleteContextCountsAsNone(String context) {
    assertThat(AlertRequest.parse(withContext(context)))
        .isEqualTo(new AlertRequest(Samples.READING, null));
  }

  @Test
  void moreContextThanThisVersionKnowsIsTolerated() {
    String context =
        "{\"since\":{\"a\":[1,2]},\"shard_id\":\"a\",\"sequence_number\":\"1\",\"x\":null,"
            + "\"ingestion_timestamp\":\"2026-11-23T10:15:30Z\"}";

    assertThat(AlertRequest.parse(withContext(context)).context())
        .isEqualTo(new AlertRequest.Context("a", "1", Instant.parse("2026-11-23T10:15:30Z")));
  }

  @Test
  void ofAContextsFieldThatIsGivenTwiceTheLastCounts() {
    String context =
        "{\"shard_id\":7,\"shard_id\":\"a\",\"sequence_number\":\"1\","
            + "\"ingestion_timestamp\":\"2026-11-23T10:15:30Z\"}";

    assertThat(AlertRequest.parse(withContext(context)).context())
        .isEqualTo(new AlertRequest.Context("a", "1", Instant.parse("2026-11-23T10:15:30Z")));
  }

  @Test
  void aRequestWithoutAValidReadingIsRejected() {
    assertThatExceptionOfType(RejectedReadingException.class)
        .isThrownBy(() -> AlertRequest.parse(bytes("{\"context\": {}}")))
        .withMessage("device_id is missing or null");
    assertThatExceptionOfType(RejectedReadingException.class)
        .isThrownBy(() -> AlertRequest.parse(withContext("{\"shard_id\": }")))
        .withMessageStartingWith("not JSON at line 1, column");
  }

  private static byte[] withContext(String context) {
    return bytes("{\"context\":" + context + "," + Samples.PAYLOAD.substring(1));
  }
}

package dev.iotpipeline.telemetry;

import static dev.iotpipeline.telemetry.Samples.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AlertRequestTest {

  private final List<RejectedReadingException> rejected = new ArrayList<>();

  private static final AlertRequest.Context CONTEXT =
      new AlertRequest.Context(
          "shardId-000000000003",
          "49670003176390650312300000000000000000000000000000004711",
          Instant.parse("2026-11-23T10:15:30.412Z"));

  private static final Instant INGESTED = CONTEXT.ingested();

  private static final Notice RAISED =
      new Notice(
          Notice.Kind.RAISED,
          "temperature_above",
          INGESTED.minusSeconds(9),
          INGESTED,
          10,
          new BigDecimal("51.2"));

  private static final Notice SILENT_AGAIN =
      new Notice(Notice.Kind.CLEARED, Notice.SILENT, INGESTED.minusSeconds(400), INGESTED, 0, null);

  private static AlertRequest.Context judged(Grounds grounds, AlertRequest.Notices notices) {
    return new AlertRequest.Context(
        CONTEXT.shardId(), CONTEXT.sequenceNumber(), INGESTED, grounds, notices);
  }

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
    List<AlertRequest.Context> contexts =
        Arrays.asList(
            null,
            CONTEXT,
            judged(new Grounds(Thresholds.DEFAULT, null), null),
            judged(
                new Grounds(Thresholds.DEFAULT, new BigDecimal("12.345678901234567890123")),
                new AlertRequest.Notices("a digest", INGESTED, List.of(RAISED, SILENT_AGAIN))));
    for (int i = 0; i < 2_000; i++) {
      AlertRequest request =
          new AlertRequest(Samples.anyReading(random), contexts.get(random.nextInt(4)));
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
        "{\"thresholds\":{\"temperature_above\":100e2147483647},\"shard_id\":\"a\","
            + "\"sequence_number\":\"1\",\"ingestion_timestamp\":\"2026-11-23T10:15Z\"}",
        "{\"thresholds\":{\"temperature_above\":100e2147483648},\"shard_id\":\"a\","
            + "\"sequence_number\":\"1\",\"ingestion_timestamp\":\"2026-11-23T10:15Z\"}",
      })
  void anIncompleteContextCountsAsNone(String context) {
    assertThat(AlertRequest.parse(withContext(context)))
        .isEqualTo(new AlertRequest(Samples.READING, null));
  }

  @Test
  void moreContextThanThisVersionKnowsIsTolerated() {
    String context =
        "{\"since\":{\"a\":[1,2]},\"shard_id\":\"a\",\"sequence_number\":\"1\",\"x\":null,"
            + "\"y\":1e99999999999,\"ingestion_timestamp\":\"2026-11-23T10:15:30Z\"}";

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
  void whatTheReadingWasJudgedByStandsInTheContext() {
    AlertRequest request =
        new AlertRequest(
            Samples.READING,
            judged(
                new Grounds(Thresholds.DEFAULT, new BigDecimal("21.5")),
                new AlertRequest.Notices("d", INGESTED, List.of(RAISED))));

    assertThat(new String(request.toJson(), UTF_8))
        .endsWith(
            "\"thresholds\":{\"temperature_above\":45,\"humidity_above\":90,\"humidity_below\":20,"
                + "\"temperature_rising\":5,\"window_seconds\":60},\"baseline\":21.5,"
                + "\"digest\":\"d\",\"closes_at\":\"2026-11-23T10:15:30.412000000Z\","
                + "\"notices\":[{\"kind\":\"raised\",\"anomaly\":\"temperature_above\","
                + "\"since\":\"2026-11-23T10:15:21.412000000Z\","
                + "\"at\":\"2026-11-23T10:15:30.412000000Z\",\"count\":10,\"worst\":51.2}]}}");
  }

  @Test
  void aPayloadMayHoldManyRequests() {
    List<AlertRequest> requests =
        List.of(
            new AlertRequest(Samples.READING, CONTEXT), new AlertRequest(Samples.READING, null));

    assertThat(parseAll(AlertRequest.toJson(requests))).isEqualTo(requests);
    assertThat(parseAll(bytes(Samples.PAYLOAD)))
        .containsExactly(new AlertRequest(Samples.READING, null));
    assertThat(rejected).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[{}]", "[7]", "[", "7", ""})
  void whatHoldsNoReadingIsRejected(String payload) {
    assertThat(parseAll(bytes(payload))).isEmpty();
    assertThat(rejected).hasSize(1);
  }

  @Test
  void ofManyRequestsOnlyThoseWithoutAValidReadingAreRejected() {
    String reading = Samples.PAYLOAD;
    String twice = reading.substring(0, reading.length() - 1) + ",\"humidity\":50}";

    assertThat(parseAll(bytes("[" + twice + "," + reading + "]")))
        .containsExactly(new AlertRequest(Samples.READING, null));
    assertThat(rejected).singleElement().asString().contains("given twice");
  }

  private List<AlertRequest> parseAll(byte[] payload) {
    return AlertRequest.parseAll(payload, rejected::add);
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

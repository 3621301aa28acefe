package dev.iotpipeline.local.aws.kinesis;

import static dev.iotpipeline.local.aws.kinesis.TestEndpoint.STREAM;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ValidationException;

class KinesisWritesTest {

  @AutoClose private final TestEndpoint endpoint = new TestEndpoint(3);

  @Test
  void aRecordReachesTheShardOfItsKeyByteForByte() {
    byte[] data = {0, (byte) 0xff, '"', '\n'};

    PutRecordResponse answer =
        endpoint.sdk.putRecord(
            r -> r.streamName(STREAM).partitionKey("ü").data(SdkBytes.fromByteArray(data)));

    StreamRecord stored = endpoint.onlyRecord(2);
    assertThat(stored.data()).isEqualTo(data);
    assertThat(stored.partitionKey()).isEqualTo("ü");
    assertThat(answer.shardId()).isEqualTo("shardId-000000000002");
    assertThat(answer.sequenceNumber()).isEqualTo(stored.sequenceNumber());
  }

  @Test
  void aRecordInJsonIsStoredAsTheSameBytes() {
    JsonNode answer =
        endpoint.json(
            200,
            "PutRecord",
            "{\"StreamName\":\"iot-telemetry-stream\",\"PartitionKey\":\"ü\",\"Data\":\"AP8iCg==\"}");

    assertThat(endpoint.onlyRecord(2).data()).isEqualTo(new byte[] {0, (byte) 0xff, '"', '\n'});
    assertThat(answer.get("ShardId").textValue()).isEqualTo("shardId-000000000002");
    assertThat(answer.get("SequenceNumber").textValue())
        .isEqualTo(endpoint.onlyRecord(2).sequenceNumber());
  }

  @Test
  void anEmptyRecordIsARecord() {
    endpoint.put("a", "");

    assertThat(endpoint.onlyRecord(0).data()).isEmpty();
  }

  @Test
  void anExplicitHashKeyDecidesTheShard() {
    String last = BigInteger.TWO.pow(128).subtract(BigInteger.ONE).toString();

    PutRecordResponse answer =
        endpoint.sdk.putRecord(
            r ->
                r.streamName(STREAM)
                    .partitionKey("a")
                    .explicitHashKey(last)
                    .data(TestEndpoint.bytes(1)));

    assertThat(answer.shardId()).isEqualTo("shardId-000000000002");
  }

  @Test
  void theStreamCanBeNamedByItsArn() {
    endpoint.sdk.putRecord(
        r -> r.streamARN(endpoint.stream.arn()).partitionKey("a").data(TestEndpoint.bytes(1)));

    assertThat(endpoint.onlyRecord(0).data()).hasSize(1);
  }

  @Test
  void anUnknownStreamIsRefused() {
    assertThatThrownBy(
            () ->
                endpoint.sdk.putRecord(
                    r -> r.streamName("other").partitionKey("a").data(TestEndpoint.bytes(1))))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Stream other under account 000000000000 not found.");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 256})
  void aKeyOfAllowedLengthIsTaken(int length) {
    // Each is two chars of Java and one character of Kinesis.
    endpoint.put("🌡".repeat(length), "21.5");

    assertThat(endpoint.stored()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"0, greater than or equal to 1", "257, less than or equal to 256"})
  void aKeyOfAnotherLengthIsRefused(int length, String bound) {
    assertThatThrownBy(() -> endpoint.put("k".repeat(length), "21.5"))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("1 validation error detected: Value '")
        .hasMessageContaining(
            "at 'partitionKey' failed to satisfy constraint: Member must have length " + bound);
    assertThat(endpoint.stored()).isEmpty();
  }

  @Test
  void aRecordHoldsAMebibyteWithItsKey() {
    put("k", TestEndpoint.MEBIBYTE - 1);

    assertThat(endpoint.stored()).hasSize(1);
    endpoint.clock.advance(Duration.ofSeconds(1));
    assertThatThrownBy(() -> put("k", TestEndpoint.MEBIBYTE))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("at 'data'")
        .hasMessageContaining("less than or equal to 1048576");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-1", "01", "1.5", "0x10", "1000000000000000000000000000000000000000"})
  void aHashKeyThatIsNoNumberIsRefused(String hashKey) {
    assertThatThrownBy(
            () ->
                endpoint.sdk.putRecord(
                    r ->
                        r.streamName(STREAM)
                            .partitionKey("a")
                            .explicitHashKey(hashKey)
                            .data(TestEndpoint.bytes(1))))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("explicitHashKey");
  }

  @Test
  void aHashKeyOfMoreThan128BitsIsRefused() {
    String tooLarge = BigInteger.TWO.pow(128).toString();

    assertThatThrownBy(
            () ->
                endpoint.sdk.putRecord(
                    r ->
                        r.streamName(STREAM)
                            .partitionKey("a")
                            .explicitHashKey(tooLarge)
                            .data(TestEndpoint.bytes(1))))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("must be in the range: [0, 2^128-1]")
        .hasMessageContaining(tooLarge);
  }

  @Test
  void everythingThatIsMissingIsNamedAtOnce() {
    JsonNode refusal = endpoint.json(400, "PutRecord", "{\"StreamName\":\"a b\"}");

    assertThat(refusal.get("__type").textValue()).isEqualTo("ValidationException");
    assertThat(refusal.get("message").textValue())
        .startsWith("3 validation errors detected: ")
        .contains("Value null at 'partitionKey'", "Value null at 'data'", "'a b' at 'streamName'");
  }

  @Test
  void aShardBeyondItsLimitThrottles() {
    endpoint.exhaust(0);

    assertThatThrownBy(() -> endpoint.put("a", "21.5"))
        .isInstanceOf(ProvisionedThroughputExceededException.class)
        .hasMessageContaining("Rate exceeded for shard shardId-000000000000")
        .extracting(e -> ((KinesisException) e).statusCode())
        .isEqualTo(400);

    endpoint.clock.advance(Duration.ofMillis(1));
    assertThat(endpoint.put("a", "21.5")).hasSize(56);
  }

  @Test
  void aKeysRecordsStayInOrderWhileManyProducersWrite() throws Exception {
    ExecutorService producers = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> runs = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String key = "sensor-00" + i;
        runs.add(
            producers.submit(
                () -> IntStream.range(0, 60).forEach(n -> endpoint.put(key, key + " " + n))));
      }
      for (Future<?> run : runs) {
        run.get();
      }
    } finally {
      producers.shutdownNow();
    }

    for (int i = 0; i < 8; i++) {
      String key = "sensor-00" + i;
      assertThat(endpoint.stored())
          .filteredOn(record -> record.partitionKey().equals(key))
          .extracting(record -> new String(record.data(), UTF_8))
          .containsExactlyElementsOf(IntStream.range(0, 60).mapToObj(n -> key + " " + n).toList());
    }
  }

  private void put(String key, int bytes) {
    endpoint.sdk.putRecord(
        r -> r.streamName(STREAM).partitionKey(key).data(TestEndpoint.bytes(bytes)));
  }
}

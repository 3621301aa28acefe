package dev.iotpipeline.local.aws.kinesis;

import static dev.iotpipeline.local.aws.kinesis.TestEndpoint.SHARD;
import static dev.iotpipeline.local.aws.kinesis.TestEndpoint.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.iotpipeline.aws.FakeClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.ValidationException;

/** Which iterators a reader gets, and how long they are good. */
class ShardIteratorsTest {

  @AutoClose private final TestEndpoint endpoint = new TestEndpoint(1);

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "not base64!", "AAAAAAAAAAE=", "bm93L3NoYXJkSWQtMDAwMDAwMDAwMDAwLzU="})
  void aMalformedIteratorIsRefused(String iterator) {
    assertThatThrownBy(() -> endpoint.read(iterator))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("Invalid ShardIterator.");
  }

  @Test
  void anIteratorOfAnEarlierRunIsRefused() {
    String earlier = endpoint.iterator(ShardIteratorType.TRIM_HORIZON);
    FakeClock later = new FakeClock();
    later.advance(Duration.ofMillis(1));

    try (TestEndpoint next = new TestEndpoint(1, later)) {
      assertThatThrownBy(() -> next.sdk.getRecords(r -> r.shardIterator(earlier)))
          .isInstanceOf(InvalidArgumentException.class)
          .hasMessageContaining("Invalid ShardIterator.");
    }
  }

  @Test
  void anIteratorIsGoodForFiveMinutes() {
    String iterator = endpoint.iterator(ShardIteratorType.LATEST);

    endpoint.clock.advance(Duration.ofMinutes(5));
    assertThat(endpoint.read(iterator).records()).isEmpty();

    endpoint.clock.advance(Duration.ofMillis(1));
    assertThatThrownBy(() -> endpoint.read(iterator))
        .isInstanceOf(ExpiredIteratorException.class)
        .hasMessageContaining("tolerated delay of 300000 milliseconds");
  }

  @Test
  void anIteratorIsOpaqueBase64() {
    byte[] plain = Base64.getDecoder().decode(endpoint.iterator(ShardIteratorType.LATEST));

    assertThat(new String(plain, StandardCharsets.UTF_8)).contains(SHARD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shardId-000000000001", "x"})
  void anUnknownShardIsRefused(String shard) {
    assertThatThrownBy(
            () ->
                endpoint.sdk.getShardIterator(
                    r ->
                        r.streamName(STREAM)
                            .shardId(shard)
                            .shardIteratorType(ShardIteratorType.LATEST)))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Shard " + shard + " in stream iot-telemetry-stream");
  }

  @Test
  void aSequenceNumberOfAnotherStreamIsRefused() {
    assertThatThrownBy(() -> endpoint.iterator(ShardIteratorType.AT_SEQUENCE_NUMBER, "4967"))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("did not come from this stream");
  }

  @Test
  void aSequenceNumberThatIsNoneIsRefused() {
    assertThatThrownBy(() -> endpoint.iterator(ShardIteratorType.AT_SEQUENCE_NUMBER, "-5"))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("startingSequenceNumber");
  }

  @ParameterizedTest
  @EnumSource(names = {"AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER"})
  void anIteratorTypeWithoutWhatItNeedsIsRefused(ShardIteratorType type) {
    assertThatThrownBy(() -> endpoint.iterator(type))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining(type.toString());
  }

  @Test
  void anIteratorTypeThatIsNotHereIsRefused() {
    JsonNode refusal =
        endpoint.json(
            400,
            "GetShardIterator",
            """
            {"StreamName":"iot-telemetry-stream","ShardId":"shardId-000000000000",
             "ShardIteratorType":"AT_TIMESTAMP"}""");

    assertThat(refusal.get("__type").textValue()).isEqualTo("ValidationException");
    assertThat(refusal.get("message").textValue())
        .startsWith("No shardIteratorType 'AT_TIMESTAMP' here; there are ");
  }
}

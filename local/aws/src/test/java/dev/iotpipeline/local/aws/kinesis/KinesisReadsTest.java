package dev.iotpipeline.local.aws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.ValidationException;

class KinesisReadsTest {

  @AutoClose private final TestEndpoint endpoint = new TestEndpoint(1);

  @Test
  void aRecordComesBackWithAllThatKinesisTellsOfIt() {
    String number = endpoint.put("ü", "21.5 °C");

    Record record =
        endpoint.read(endpoint.iterator(ShardIteratorType.TRIM_HORIZON)).records().get(0);

    assertThat(record.sequenceNumber()).isEqualTo(number);
    assertThat(record.partitionKey()).isEqualTo("ü");
    assertThat(record.data().asUtf8String()).isEqualTo("21.5 °C");
    assertThat(record.approximateArrivalTimestamp()).isEqualTo("2026-11-23T10:15:30.123Z");
  }

  @Test
  void inJsonDataIsBase64AndTimeIsInSeconds() {
    endpoint.put("a", "21.5 °C");

    JsonNode answer =
        endpoint.json(
            200, "GetRecords", iteratorJson(endpoint.iterator(ShardIteratorType.TRIM_HORIZON), 10));

    JsonNode record = answer.get("Records").get(0);
    assertThat(record.get("Data").textValue()).isEqualTo("MjEuNSDCsEM=");
    assertThat(record.get("ApproximateArrivalTimestamp").decimalValue())
        .isEqualByComparingTo("1795428930.123");
    assertThat(answer.get("MillisBehindLatest").longValue()).isZero();
  }

  @Test
  void trimHorizonIsTheOldestRecordAndLatestBehindTheNewest() {
    endpoint.put("a", "1");
    String oldest = endpoint.iterator(ShardIteratorType.TRIM_HORIZON);
    String latest = endpoint.iterator(ShardIteratorType.LATEST);
    endpoint.put("a", "2");

    assertThat(texts(endpoint.read(oldest))).containsExactly("1", "2");
    assertThat(texts(endpoint.read(latest))).containsExactly("2");
  }

  @Test
  void aSequenceNumberIsReadFromOrReadOnBehind() {
    endpoint.put("a", "1");
    String second = endpoint.put("a", "2");
    endpoint.put("a", "3");

    assertThat(
            texts(endpoint.read(endpoint.iterator(ShardIteratorType.AT_SEQUENCE_NUMBER, second))))
        .containsExactly("2", "3");
    assertThat(
            texts(
                endpoint.read(endpoint.iterator(ShardIteratorType.AFTER_SEQUENCE_NUMBER, second))))
        .containsExactly("3");
  }

  @ParameterizedTest
  @EnumSource(names = {"AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER"})
  void theStartOfAShardIsBeforeItsFirstRecord(ShardIteratorType type) {
    String start = endpoint.stream.shards().get(0).sequenceNumber(-1);
    String iterator = endpoint.iterator(type, start);
    endpoint.put("a", "1");

    assertThat(texts(endpoint.read(iterator))).containsExactly("1");
  }

  @Test
  void theNextIteratorReadsOnWhereTheLastAnswerEnded() {
    for (int i = 0; i < 5; i++) {
      endpoint.put("a", "" + i);
    }

    GetRecordsResponse first = read(endpoint.iterator(ShardIteratorType.TRIM_HORIZON), 2);
    GetRecordsResponse second = read(first.nextShardIterator(), 2);
    GetRecordsResponse third = read(second.nextShardIterator(), 2);
    GetRecordsResponse fourth = read(third.nextShardIterator(), 2);

    assertThat(texts(first)).containsExactly("0", "1");
    assertThat(texts(second)).containsExactly("2", "3");
    assertThat(texts(third)).containsExactly("4");
    assertThat(texts(fourth)).isEmpty();
    endpoint.put("a", "5");
    assertThat(texts(endpoint.read(fourth.nextShardIterator()))).containsExactly("5");
  }

  @Test
  void anAnswerSaysHowFarBehindItsLastRecordIs() {
    endpoint.put("a", "1");
    endpoint.clock.advance(Duration.ofSeconds(7));
    endpoint.put("a", "2");

    GetRecordsResponse first = read(endpoint.iterator(ShardIteratorType.TRIM_HORIZON), 1);

    assertThat(first.millisBehindLatest()).isEqualTo(7000);
    assertThat(endpoint.read(first.nextShardIterator()).millisBehindLatest()).isZero();
  }

  @Test
  void anAnswerHoldsTenMebibytes() {
    LocalShard shard = endpoint.stream.shards().get(0);
    for (int i = 0; i < 12; i++) {
      endpoint.clock.advance(Duration.ofSeconds(1));
      shard.append("k", new byte[1024 * 1024 - 1]);
    }

    GetRecordsResponse first = endpoint.read(endpoint.iterator(ShardIteratorType.TRIM_HORIZON));

    assertThat(first.records()).hasSize(10);
    assertThat(endpoint.read(first.nextShardIterator()).records()).hasSize(2);
  }

  @Test
  void anIteratorOutlivesTheRecordsItPointedAt() {
    String iterator = endpoint.iterator(ShardIteratorType.TRIM_HORIZON);
    LocalShard shard = endpoint.stream.shards().get(0);
    LocalShard.Hold hold = shard.hold(0);
    for (int i = 0; i < 40; i++) {
      endpoint.clock.advance(Duration.ofSeconds(1));
      shard.append("k", new byte[1024 * 1024 - 1]);
      hold.release(shard.end());
    }

    GetRecordsResponse answer = read(iterator, 1);

    assertThat(answer.records().get(0).sequenceNumber())
        .isEqualTo(shard.sequenceNumber(shard.oldest()));
    assertThat(read(answer.nextShardIterator(), 1).records().get(0).sequenceNumber())
        .isEqualTo(shard.sequenceNumber(shard.oldest() + 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10_001})
  void aLimitOutsideOneToTenThousandIsRefused(int limit) {
    String iterator = endpoint.iterator(ShardIteratorType.LATEST);

    assertThatThrownBy(() -> read(iterator, limit))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("Value '" + limit + "' at 'limit'");
  }

  private GetRecordsResponse read(String iterator, int limit) {
    return endpoint.sdk.getRecords(r -> r.shardIterator(iterator).limit(limit));
  }

  private static String iteratorJson(String iterator, int limit) {
    return "{\"ShardIterator\":\"%s\",\"Limit\":%d}".formatted(iterator, limit);
  }

  private static List<String> texts(GetRecordsResponse answer) {
    return answer.records().stream().map(record -> record.data().asUtf8String()).toList();
  }
}

package dev.iotpipeline.local.aws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotpipeline.local.aws.contract.Clients;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.ValidationException;

/**
 * What producers and readers may expect of Kinesis and of its stand-in. The stream has two shards
 * and may hold records of other tests, so a test reads from where its own begin.
 */
abstract class KinesisContract extends KinesisCalls {

  @Test
  void aRecordComesBackAsItWasPut() {
    byte[] data = {0, (byte) 0xff, '"', '\n'};
    PutRecordResponse put =
        kinesis()
            .putRecord(
                r -> r.streamName(stream()).partitionKey(KEY).data(SdkBytes.fromByteArray(data)));

    Record record = from(put.sequenceNumber(), 1).get(0);

    assertThat(put.shardId()).isEqualTo(FIRST_SHARD);
    assertThat(record.sequenceNumber()).isEqualTo(put.sequenceNumber());
    assertThat(record.partitionKey()).isEqualTo(KEY);
    assertThat(record.data().asByteArray()).isEqualTo(data);
    assertThat(Duration.between(record.approximateArrivalTimestamp(), now()).abs())
        .isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void anEmptyRecordIsARecord() {
    assertThat(texts(from(put(""), 1))).containsExactly("");
  }

  @Test
  void trimHorizonIsTheOldestRecordAndLatestBehindTheNewest() {
    String first = put("1");
    String latest = iterator(ShardIteratorType.LATEST, r -> {});
    put("2");

    assertThat(texts(read(latest, 1))).containsExactly("2");
    BigInteger oldest =
        new BigInteger(
            read(iterator(ShardIteratorType.TRIM_HORIZON, r -> {}), 1).get(0).sequenceNumber());
    assertThat(oldest).isLessThanOrEqualTo(new BigInteger(first));
  }

  @Test
  void aSequenceNumberIsReadFromOrReadOnBehind() {
    put("1");
    String second = put("2");
    put("3");

    assertThat(texts(from(second, 2))).containsExactly("2", "3");
    assertThat(
            texts(
                read(
                    iterator(
                        ShardIteratorType.AFTER_SEQUENCE_NUMBER,
                        r -> r.startingSequenceNumber(second)),
                    1)))
        .containsExactly("3");
  }

  @Test
  void theNextIteratorReadsOnWhereTheLastAnswerEnded() {
    String first = put("0");
    for (int i = 1; i < 5; i++) {
      put("" + i);
    }

    assertThat(texts(from(first, 5))).containsExactly("0", "1", "2", "3", "4");
  }

  @Test
  void theStreamCanBeNamedByItsArn() {
    String arn =
        kinesis()
            .describeStreamSummary(r -> r.streamName(stream()))
            .streamDescriptionSummary()
            .streamARN();

    String number =
        kinesis()
            .putRecord(r -> r.streamARN(arn).partitionKey(KEY).data(SdkBytes.fromUtf8String("x")))
            .sequenceNumber();

    assertThat(texts(from(number, 1))).containsExactly("x");
  }

  @Test
  void anExplicitHashKeyDecidesTheShard() {
    String last = BigInteger.TWO.pow(128).subtract(BigInteger.ONE).toString();

    assertThat(put(KEY, last).shardId()).isEqualTo("shardId-000000000001");
  }

  @Test
  void putRecordsAnswersForEachRecordInItsPlace() {
    PutRecordsResponse answer =
        putRecords(List.of(entry(KEY, "1"), entry(KEY_OF_SECOND, "2"), entry(KEY, "3")));

    assertThat(answer.failedRecordCount()).isZero();
    assertThat(answer.records())
        .extracting(PutRecordsResultEntry::shardId)
        .containsExactly(FIRST_SHARD, "shardId-000000000001", FIRST_SHARD);
    assertThat(texts(from(answer.records().get(0).sequenceNumber(), 2))).containsExactly("1", "3");
  }

  @Test
  void putRecordsTakes500RecordsAndNoMore() {
    PutRecordsRequestEntry entry = entry(KEY, "1");

    assertThat(putRecords(Collections.nCopies(500, entry)).failedRecordCount()).isZero();
    assertThatThrownBy(() -> putRecords(Collections.nCopies(501, entry)))
        .isInstanceOf(ValidationException.class);
    assertThatThrownBy(() -> putRecords(List.of())).isInstanceOf(ValidationException.class);
  }

  @Test
  void oneBadRecordRefusesAllOfPutRecords() {
    String latest = iterator(ShardIteratorType.LATEST, r -> {});

    assertThatThrownBy(() -> putRecords(List.of(entry(KEY, "1"), entry("", "1"))))
        .isInstanceOf(ValidationException.class);
    put("2");

    assertThat(texts(read(latest, 1))).containsExactly("2");
  }

  @ParameterizedTest
  @CsvSource({"1, true", "256, true", "0, false", "257, false"})
  void aKeyHas1To256Characters(int length, boolean taken) {
    // Each is two chars of Java and one character of Kinesis.
    PutRecordsRequestEntry entry = entry("🌡".repeat(length), "1");

    if (taken) {
      assertThat(putRecords(List.of(entry)).failedRecordCount()).isZero();
    } else {
      assertThatThrownBy(() -> putRecords(List.of(entry))).isInstanceOf(ValidationException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "01", "1.5", "0x10"})
  void aHashKeyThatIsNoNumberIsRefused(String hashKey) {
    assertThatThrownBy(() -> put(KEY, hashKey)).isInstanceOf(ValidationException.class);
  }

  @Test
  void aHashKeyOfMoreThan128BitsIsRefused() {
    String tooLarge = BigInteger.TWO.pow(128).toString();

    assertThatThrownBy(() -> put(KEY, tooLarge)).isInstanceOf(InvalidArgumentException.class);
  }

  @Test
  void anUnknownStreamOrShardIsRefused() {
    String other = Clients.uniqueName();

    assertThatThrownBy(() -> kinesis().describeStreamSummary(r -> r.streamName(other)))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(
            () -> iterator(ShardIteratorType.LATEST, r -> r.shardId("shardId-000000000999")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void aMalformedIteratorIsRefused() {
    assertThatThrownBy(() -> kinesis().getRecords(r -> r.shardIterator("not base64!")))
        .isInstanceOf(InvalidArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10_001})
  void aLimitOutsideOneToTenThousandIsRefused(int limit) {
    String iterator = iterator(ShardIteratorType.LATEST, r -> {});

    assertThatThrownBy(() -> kinesis().getRecords(r -> r.shardIterator(iterator).limit(limit)))
        .isInstanceOf(ValidationException.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER"})
  void anIteratorTypeWithoutWhatItNeedsIsRefused(ShardIteratorType type) {
    assertThatThrownBy(() -> iterator(type, r -> {})).isInstanceOf(InvalidArgumentException.class);
  }
}

package dev.iotpipeline.local.aws.kinesis;

import static dev.iotpipeline.local.aws.kinesis.TestEndpoint.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.ValidationException;

/** Many records in one call. */
class PutRecordsTest {

  private static final int MEBIBYTE = 1024 * 1024;

  @AutoClose private final TestEndpoint endpoint = new TestEndpoint(3);

  @Test
  void putRecordsAnswersForEachRecordInItsPlace() {
    PutRecordsResponse answer = putRecords(List.of(entry("a", 1), entry("ü", 2), entry("a", 3)));

    assertThat(answer.failedRecordCount()).isZero();
    assertThat(answer.records())
        .extracting(PutRecordsResultEntry::shardId)
        .containsExactly("shardId-000000000000", "shardId-000000000002", "shardId-000000000000");
    assertThat(endpoint.stream.shards().get(0).read(0, 10))
        .extracting(StreamRecord::sequenceNumber)
        .containsExactly(
            answer.records().get(0).sequenceNumber(), answer.records().get(2).sequenceNumber());
  }

  @Test
  void putRecordsSaysWhichRecordsWereThrottled() {
    exhaust(0);

    PutRecordsResponse answer = putRecords(List.of(entry("a", 1), entry("ü", 2), entry("a", 3)));

    assertThat(answer.failedRecordCount()).isEqualTo(2);
    assertThat(answer.records())
        .extracting(PutRecordsResultEntry::errorCode)
        .containsExactly(
            "ProvisionedThroughputExceededException",
            null,
            "ProvisionedThroughputExceededException");
    assertThat(answer.records().get(0).errorMessage()).contains("shardId-000000000000");
    assertThat(answer.records().get(0).sequenceNumber()).isNull();
    assertThat(onlyRecord(2).data()).hasSize(2);
  }

  @Test
  void putRecordsTakes500RecordsAndNoMore() {
    PutRecordsRequestEntry entry = entry("a", 1);

    assertThat(putRecords(Collections.nCopies(500, entry)).failedRecordCount()).isZero();
    assertThatThrownBy(() -> putRecords(Collections.nCopies(501, entry)))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("at 'records'")
        .hasMessageContaining("less than or equal to 500");
    assertThatThrownBy(() -> putRecords(List.of()))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("greater than or equal to 1");
    assertThat(stored()).hasSize(500);
  }

  @Test
  void putRecordsTakesFiveMebibytesAndNoMore() {
    PutRecordsRequestEntry entry = entry("k", MEBIBYTE - 1);

    assertThat(putRecords(Collections.nCopies(5, entry)).failedRecordCount()).isEqualTo(4);
    assertThatThrownBy(
            () -> {
              List<PutRecordsRequestEntry> entries = new ArrayList<>(Collections.nCopies(5, entry));
              entries.add(entry("k", 0));
              putRecords(entries);
            })
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("Records size exceeds 5 MB limit");
  }

  @Test
  void oneBadRecordRefusesAllOfPutRecords() {
    assertThatThrownBy(() -> putRecords(List.of(entry("a", 1), entry("", 1))))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("'records.2.member.partitionKey'");
    assertThat(stored()).isEmpty();
  }

  @Test
  void oneHashKeyOutOfRangeRefusesAllOfPutRecords() {
    PutRecordsRequestEntry bad =
        PutRecordsRequestEntry.builder()
            .partitionKey("a")
            .explicitHashKey(BigInteger.TWO.pow(128).toString())
            .data(bytes(1))
            .build();

    assertThatThrownBy(() -> putRecords(List.of(entry("a", 1), bad)))
        .isInstanceOf(InvalidArgumentException.class);
    assertThat(stored()).isEmpty();
  }

  private PutRecordsResponse putRecords(List<PutRecordsRequestEntry> entries) {
    return endpoint.sdk.putRecords(r -> r.streamName(STREAM).records(entries));
  }

  private static PutRecordsRequestEntry entry(String key, int bytes) {
    return PutRecordsRequestEntry.builder().partitionKey(key).data(bytes(bytes)).build();
  }

  private static SdkBytes bytes(int count) {
    return SdkBytes.fromByteArrayUnsafe(new byte[count]);
  }

  /** Uses up what a shard takes in this second, by one record that weighs it all. */
  private void exhaust(int shard) {
    LocalShard full = endpoint.stream.shards().get(shard);
    full.append("a", new byte[MEBIBYTE - 1]);
  }

  private StreamRecord onlyRecord(int shard) {
    List<StreamRecord> records = endpoint.stream.shards().get(shard).read(0, 10);
    List<StreamRecord> small = records.stream().filter(r -> r.data().length < 1000).toList();
    assertThat(small).hasSize(1);
    return small.get(0);
  }

  private List<StreamRecord> stored() {
    return endpoint.stream.shards().stream()
        .flatMap(shard -> shard.read(0, 10_000).stream())
        .toList();
  }
}

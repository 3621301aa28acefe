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
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.ValidationException;

/** Many records in one call. */
class PutRecordsTest {

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
    endpoint.exhaust(0);

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
    assertThat(endpoint.onlyRecord(2).data()).hasSize(2);
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
    assertThat(endpoint.stored()).hasSize(500);
  }

  @Test
  void putRecordsTakesFiveMebibytesAndNoMore() {
    PutRecordsRequestEntry entry = entry("k", TestEndpoint.MEBIBYTE - 1);

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
    assertThat(endpoint.stored()).isEmpty();
  }

  @Test
  void oneHashKeyOutOfRangeRefusesAllOfPutRecords() {
    PutRecordsRequestEntry bad =
        PutRecordsRequestEntry.builder()
            .partitionKey("a")
            .explicitHashKey(BigInteger.TWO.pow(128).toString())
            .data(TestEndpoint.bytes(1))
            .build();

    assertThatThrownBy(() -> putRecords(List.of(entry("a", 1), bad)))
        .isInstanceOf(InvalidArgumentException.class);
    assertThat(endpoint.stored()).isEmpty();
  }

  private PutRecordsResponse putRecords(List<PutRecordsRequestEntry> entries) {
    return endpoint.sdk.putRecords(r -> r.streamName(STREAM).records(entries));
  }

  private static PutRecordsRequestEntry entry(String key, int bytes) {
    return PutRecordsRequestEntry.builder()
        .partitionKey(key)
        .data(TestEndpoint.bytes(bytes))
        .build();
  }
}

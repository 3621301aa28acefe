package dev.iotpipeline.local.aws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** The calls that the contract is written in; {@link KinesisContract} says what must hold. */
abstract class KinesisCalls {

  private static final int MOST_READS = 100;
  static final String FIRST_SHARD = "shardId-000000000000";

  /** Keys of the first and of the second of two shards, by their MD5. */
  static final String KEY = "a";

  static final String KEY_OF_SECOND = "ü";

  abstract KinesisClient kinesis();

  abstract String stream();

  /** The service's time. */
  abstract Instant now();

  /** Lets time pass for the service. */
  abstract void pass(Duration time);

  String put(String data) {
    return kinesis()
        .putRecord(
            r -> r.streamName(stream()).partitionKey(KEY).data(SdkBytes.fromUtf8String(data)))
        .sequenceNumber();
  }

  PutRecordResponse put(String key, String hashKey) {
    return kinesis()
        .putRecord(
            r ->
                r.streamName(stream())
                    .partitionKey(key)
                    .explicitHashKey(hashKey)
                    .data(SdkBytes.fromUtf8String("x")));
  }

  PutRecordsResponse putRecords(List<PutRecordsRequestEntry> entries) {
    return kinesis().putRecords(r -> r.streamName(stream()).records(entries));
  }

  static PutRecordsRequestEntry entry(String key, String data) {
    return PutRecordsRequestEntry.builder()
        .partitionKey(key)
        .data(SdkBytes.fromUtf8String(data))
        .build();
  }

  String iterator(ShardIteratorType type, Consumer<GetShardIteratorRequest.Builder> more) {
    return kinesis()
        .getShardIterator(
            r -> more.accept(r.streamName(stream()).shardId(FIRST_SHARD).shardIteratorType(type)))
        .shardIterator();
  }

  List<Record> from(String sequenceNumber, int count) {
    return read(
        iterator(
            ShardIteratorType.AT_SEQUENCE_NUMBER, r -> r.startingSequenceNumber(sequenceNumber)),
        count);
  }

  /** The next so many records; an answer of Kinesis may have fewer, or none. */
  List<Record> read(String iterator, int count) {
    List<Record> records = new ArrayList<>();
    String next = iterator;
    for (int i = 0; i < MOST_READS && records.size() < count; i++) {
      String current = next;
      int limit = Math.min(2, count - records.size());
      GetRecordsResponse answer = kinesis().getRecords(r -> r.shardIterator(current).limit(limit));
      records.addAll(answer.records());
      next = answer.nextShardIterator();
      pass(Duration.ofMillis(250));
    }
    assertThat(records).hasSize(count);
    return records;
  }

  static List<String> texts(List<Record> records) {
    return records.stream().map(record -> record.data().asUtf8String()).toList();
  }
}

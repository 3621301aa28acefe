package dev.iotpipeline.redrive;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/**
 * One stream of one shard. As on AWS, a read may bring nothing though there is more ahead, and one
 * from a place that has left the stream begins with what is left.
 */
final class FakeKinesis implements KinesisClient {

  static final String SHARD = "shardId-000000000000";
  private static final int PAGE = 2;

  /** The order of texts would not be the order of these numbers. */
  private static final BigInteger BEFORE_FIRST = BigInteger.valueOf(96);

  final List<Record> put = new ArrayList<>();
  final Faults putFaults = new Faults();
  final Faults readFaults = new Faults();
  Runnable onPut = () -> {};
  boolean iteratorsExpireOnce;
  private final List<Record> records = new ArrayList<>();
  private final List<String> journal;
  private boolean emptyAnswerNext = true;
  private BigInteger last = BEFORE_FIRST;

  FakeKinesis(List<String> journal) {
    this.journal = journal;
  }

  /** Adds a record as a producer would; returns its sequence number. */
  String add(String partitionKey, String data) {
    return append(partitionKey, SdkBytes.fromUtf8String(data)).sequenceNumber();
  }

  void trimBefore(String sequenceNumber) {
    records.removeIf(record -> number(record).compareTo(new BigInteger(sequenceNumber)) < 0);
  }

  private Record append(String partitionKey, SdkBytes data) {
    last = last.add(BigInteger.ONE);
    Record record =
        Record.builder()
            .sequenceNumber(last.toString())
            .partitionKey(partitionKey)
            .data(data)
            .build();
    records.add(record);
    return record;
  }

  private static BigInteger number(Record record) {
    return new BigInteger(record.sequenceNumber());
  }

  List<String> putData() {
    return put.stream().map(record -> record.data().asUtf8String()).toList();
  }

  @Override
  public PutRecordResponse putRecord(PutRecordRequest request) {
    putFaults.throwNext();
    checkStream(request.streamName());
    Record record = append(request.partitionKey(), request.data());
    put.add(record);
    journal.add("put");
    onPut.run();
    return PutRecordResponse.builder().sequenceNumber(record.sequenceNumber()).build();
  }

  @Override
  public GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
    checkStream(request.streamName());
    if (!request.shardId().equals(SHARD)) {
      throw notFound("Shard " + request.shardId() + " in stream iot-telemetry-stream");
    }
    BigInteger from = new BigInteger(request.startingSequenceNumber());
    return GetShardIteratorResponse.builder()
        .shardIterator(
            (request.shardIteratorType() == ShardIteratorType.AFTER_SEQUENCE_NUMBER
                    ? from.add(BigInteger.ONE)
                    : from)
                .toString())
        .build();
  }

  @Override
  public GetRecordsResponse getRecords(GetRecordsRequest request) {
    readFaults.throwNext();
    BigInteger from = new BigInteger(request.shardIterator());
    List<Record> ahead =
        records.stream().filter(record -> number(record).compareTo(from) >= 0).toList();
    emptyAnswerNext = !emptyAnswerNext;
    if (!emptyAnswerNext && !ahead.isEmpty()) {
      return answer(List.of(), from, 1000);
    }
    if (iteratorsExpireOnce && from.compareTo(BEFORE_FIRST.add(BigInteger.TWO)) > 0) {
      iteratorsExpireOnce = false;
      throw Faults.complete(ExpiredIteratorException.builder(), 400, "ExpiredIteratorException");
    }
    List<Record> page = ahead.subList(0, Math.min(PAGE, ahead.size()));
    BigInteger next = page.isEmpty() ? from : number(page.get(page.size() - 1)).add(BigInteger.ONE);
    return answer(page, next, page.size() < ahead.size() ? 1000 : 0);
  }

  private static GetRecordsResponse answer(List<Record> page, BigInteger next, long behind) {
    return GetRecordsResponse.builder()
        .records(page)
        .nextShardIterator(next.toString())
        .millisBehindLatest(behind)
        .build();
  }

  private static void checkStream(String name) {
    if (!name.equals("iot-telemetry-stream")) {
      throw notFound("Stream " + name + " under account 123456789012 not found.");
    }
  }

  private static RuntimeException notFound(String message) {
    return Faults.complete(
        ResourceNotFoundException.builder(), 400, "ResourceNotFoundException", message);
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}

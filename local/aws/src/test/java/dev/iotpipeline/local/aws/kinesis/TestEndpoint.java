package dev.iotpipeline.local.aws.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.FakeClock;
import dev.iotpipeline.aws.LocalAws;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** A running endpoint on a free port, with a client of either protocol. */
final class TestEndpoint implements AutoCloseable {

  static final int MEBIBYTE = 1024 * 1024;
  static final String STREAM = "iot-telemetry-stream";

  /** The first shard; the requests below ask for it. */
  static final String SHARD = "shardId-000000000000";

  final FakeClock clock;
  final LocalStream stream;
  final KinesisEndpoint endpoint;
  final List<String> log = new CopyOnWriteArrayList<>();

  /** Speaks CBOR, as the SDK does by default, and tries once. */
  final KinesisClient sdk;

  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper mapper = new JsonMapper();

  TestEndpoint(int shards) {
    this(shards, new FakeClock());
  }

  TestEndpoint(int shards, FakeClock clock) {
    this.clock = clock;
    stream = new LocalStream(STREAM, shards, clock);
    endpoint = new KinesisEndpoint(stream, 0, clock, new EventLog(log::add, Clock.systemUTC()));
    sdk =
        LocalAws.at(endpoint.uri(), KinesisClient.builder())
            .overrideConfiguration(
                settings -> settings.retryStrategy(retries -> retries.maxAttempts(1)))
            .build();
  }

  /** Puts a record by the SDK. */
  String put(String key, String data) {
    return sdk.putRecord(
            request ->
                request.streamName(STREAM).partitionKey(key).data(SdkBytes.fromUtf8String(data)))
        .sequenceNumber();
  }

  /** Calls an operation in JSON, as the AWS command line does, and expects a status. */
  JsonNode json(int status, String operation, String body) {
    HttpResponse<byte[]> response =
        send(
            request(body)
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "Kinesis_20131202." + operation)
                .header("Authorization", "AWS4-HMAC-SHA256 unchecked")
                .build());
    if (response.statusCode() != status) {
      throw new AssertionError(response.statusCode() + " " + new String(response.body(), UTF_8));
    }
    return tree(response);
  }

  HttpRequest.Builder request(String body) {
    return HttpRequest.newBuilder(endpoint.uri())
        .POST(BodyPublishers.ofByteArray(body.getBytes(UTF_8)));
  }

  HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  JsonNode tree(HttpResponse<byte[]> response) {
    try {
      return mapper.readTree(response.body());
    } catch (IOException e) {
      throw new AssertionError("no JSON", e);
    }
  }

  @Override
  public void close() {
    sdk.close();
    endpoint.close();
  }

  String iterator(ShardIteratorType type) {
    return sdk.getShardIterator(iteratorRequest(type).build()).shardIterator();
  }

  String iterator(ShardIteratorType type, String sequenceNumber) {
    return sdk.getShardIterator(
            iteratorRequest(type).startingSequenceNumber(sequenceNumber).build())
        .shardIterator();
  }

  static GetShardIteratorRequest.Builder iteratorRequest(ShardIteratorType type) {
    return GetShardIteratorRequest.builder()
        .streamName(STREAM)
        .shardId(SHARD)
        .shardIteratorType(type);
  }

  GetRecordsResponse read(String iterator) {
    return sdk.getRecords(r -> r.shardIterator(iterator));
  }

  static SdkBytes bytes(int count) {
    return SdkBytes.fromByteArrayUnsafe(new byte[count]);
  }

  /** Uses up what a shard takes in this second, by one record that weighs it all. */
  void exhaust(int shard) {
    LocalShard full = stream.shards().get(shard);
    full.append("a", new byte[MEBIBYTE - 1]);
  }

  /** The one record of a shard besides what {@link #exhaust} put. */
  StreamRecord onlyRecord(int shard) {
    List<StreamRecord> records = stream.shards().get(shard).read(0, 10);
    List<StreamRecord> small = records.stream().filter(r -> r.data().length < 1000).toList();
    assertThat(small).hasSize(1);
    return small.get(0);
  }

  /** All records, shard by shard. */
  List<StreamRecord> stored() {
    return stream.shards().stream().flatMap(shard -> shard.read(0, 10_000).stream()).toList();
  }
}

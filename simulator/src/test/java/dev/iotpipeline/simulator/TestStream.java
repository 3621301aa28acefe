package dev.iotpipeline.simulator;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.local.aws.kinesis.KinesisEndpoint;
import dev.iotpipeline.local.aws.kinesis.LocalStream;
import dev.iotpipeline.local.aws.kinesis.StreamRecord;
import dev.iotpipeline.local.aws.testing.AwsErrors;
import dev.iotpipeline.local.aws.testing.Fault;
import dev.iotpipeline.local.aws.testing.FaultyClient;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;

/**
 * A stream of one shard behind HTTP, and a client that faults can be ordered of. A test fails if
 * two calls of one partition key overlap.
 */
final class TestStream implements AutoCloseable {

  static final String NAME = "iot-telemetry-stream";

  final FaultyClient<KinesisClient> faulty;
  private final LocalStream stream = new LocalStream(NAME, 1, Clock.systemUTC());
  private final KinesisEndpoint endpoint =
      new KinesisEndpoint(
          stream, 0, Clock.systemUTC(), new EventLog(line -> {}, Clock.systemUTC()));
  private final KinesisClient real = KinesisClients.create(endpoint.uri());
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  TestStream() {
    FaultyClient<KinesisClient> guarded = new FaultyClient<>(KinesisClient.class, real);
    guarded.always(PutRecordRequest.class, any -> true, this::withoutOverlap);
    faulty = new FaultyClient<>(KinesisClient.class, guarded.client());
  }

  private Object withoutOverlap(PutRecordRequest request, Fault.Call<PutRecordRequest> call)
      throws Throwable {
    if (!underWay.add(request.partitionKey())) {
      throw new AssertionError("two calls of " + request.partitionKey() + " overlap");
    }
    try {
      return call.with(request);
    } finally {
      underWay.remove(request.partitionKey());
    }
  }

  KinesisClient client() {
    return faulty.client();
  }

  /** Every attempt to put a record fails in this way. */
  void failEachPut(Supplier<? extends RuntimeException> error) {
    faulty.always(PutRecordRequest.class, any -> true, Fault.error(error));
  }

  /** How often somebody tried to put a record. */
  int calls() {
    return faulty.requests(PutRecordRequest.class).size();
  }

  /** What the shard has, in its order. */
  List<StreamRecord> records() {
    return stream.shards().get(0).read(0, Integer.MAX_VALUE);
  }

  List<Reading> readings() {
    return records().stream().map(record -> ReadingJson.parse(record.data())).toList();
  }

  /** An error that no second attempt mends. */
  static SdkException rejection(String code) {
    return AwsErrors.of(KinesisException.builder(), 400, code, "said the service");
  }

  static SdkException serverError() {
    return AwsErrors.of(KinesisException.builder(), 500, "InternalFailure", "said the service");
  }

  @Override
  public void close() {
    real.close();
    endpoint.close();
  }
}

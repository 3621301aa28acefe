package dev.iotpipeline.simulator;

import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryResponse;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/**
 * A stream of one shard that keeps what it takes, and fails the test if two calls of one key
 * overlap.
 */
final class FakeKinesis implements KinesisClient {

  static final String STREAM = "iot-telemetry-stream";

  private final List<PutRecordRequest> taken = new ArrayList<>();
  private final Set<String> underWay = new HashSet<>();
  private Function<PutRecordRequest, Optional<SdkException>> rejection =
      request -> Optional.empty();
  private Optional<SdkException> description = Optional.empty();
  private StreamStatus status = StreamStatus.ACTIVE;
  private int calls;

  /** Asked at each call, one at a time; what it returns is thrown. */
  synchronized void refuse(Function<PutRecordRequest, Optional<SdkException>> rejection) {
    this.rejection = rejection;
  }

  synchronized void refuseDescription(SdkException error) {
    description = Optional.of(error);
  }

  synchronized void status(StreamStatus status) {
    this.status = status;
  }

  synchronized List<PutRecordRequest> taken() {
    return List.copyOf(taken);
  }

  synchronized int calls() {
    return calls;
  }

  /** The readings in the order in which the shard has them. */
  List<Reading> readings() {
    return taken().stream()
        .map(request -> ReadingJson.parse(request.data().asByteArray()))
        .toList();
  }

  @Override
  public PutRecordResponse putRecord(PutRecordRequest request) {
    enter(request.partitionKey());
    try {
      // Lets another thread in between, were there one.
      Thread.yield();
      return take(request);
    } finally {
      leave(request.partitionKey());
    }
  }

  private synchronized void enter(String key) {
    if (!underWay.add(key)) {
      throw new AssertionError("two calls of " + key + " overlap");
    }
  }

  private synchronized void leave(String key) {
    underWay.remove(key);
  }

  private synchronized PutRecordResponse take(PutRecordRequest request) {
    calls++;
    Optional<SdkException> error = rejection.apply(request);
    if (error.isPresent()) {
      throw error.get();
    }
    if (!request.streamName().equals(STREAM)) {
      throw noStream();
    }
    taken.add(request);
    return PutRecordResponse.builder()
        .shardId("shardId-000000000000")
        .sequenceNumber(Integer.toString(taken.size()))
        .build();
  }

  @Override
  public synchronized DescribeStreamSummaryResponse describeStreamSummary(
      DescribeStreamSummaryRequest request) {
    if (description.isPresent()) {
      throw description.get();
    }
    if (!request.streamName().equals(STREAM)) {
      throw noStream();
    }
    return DescribeStreamSummaryResponse.builder()
        .streamDescriptionSummary(summary -> summary.streamStatus(status))
        .build();
  }

  static SdkException throttling() {
    return ProvisionedThroughputExceededException.builder()
        .statusCode(400)
        .awsErrorDetails(details("ProvisionedThroughputExceededException", "Rate exceeded"))
        .build();
  }

  static SdkException noStream() {
    return ResourceNotFoundException.builder()
        .statusCode(400)
        .awsErrorDetails(details("ResourceNotFoundException", "Stream not found"))
        .build();
  }

  static SdkException rejection(String code) {
    return answer(400, code);
  }

  static SdkException fault() {
    return answer(500, "InternalFailure");
  }

  private static SdkException answer(int status, String code) {
    return KinesisException.builder()
        .statusCode(status)
        .awsErrorDetails(details(code, "said the service"))
        .build();
  }

  private static AwsErrorDetails details(String code, String message) {
    return AwsErrorDetails.builder().errorCode(code).errorMessage(message).build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}

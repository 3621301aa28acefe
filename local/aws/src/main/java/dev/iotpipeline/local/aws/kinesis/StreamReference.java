package dev.iotpipeline.local.aws.kinesis;

import dev.iotpipeline.local.aws.http.RefusedRequestException;
import dev.iotpipeline.local.aws.kinesis.KinesisApi.DescribeStreamSummaryAnswer;
import dev.iotpipeline.local.aws.kinesis.KinesisApi.DescribeStreamSummaryRequest;
import dev.iotpipeline.local.aws.kinesis.KinesisApi.StreamDescriptionSummary;
import dev.iotpipeline.local.aws.kinesis.KinesisApi.StreamRequest;
import java.util.regex.Pattern;

/** Resolves what requests say of the one stream that is here: its name, its ARN, its shards. */
final class StreamReference {

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]+");

  private static final int LONGEST_NAME = 128;

  private final LocalStream stream;

  StreamReference(LocalStream stream) {
    this.stream = stream;
  }

  /** Adds to the constraints that a stream's name, if given, can be one. */
  static Constraints constrain(Constraints constraints, String streamName) {
    if (streamName == null) {
      return constraints;
    }
    return constraints
        .form("streamName", streamName, NAME)
        .length("streamName", streamName, 1, LONGEST_NAME);
  }

  /**
   * Returns if the request names this stream.
   *
   * @throws RefusedRequestException if it names none, or one that is not here
   */
  void check(StreamRequest request) {
    String name = request.streamName();
    String arn = request.streamARN();
    if (name == null && arn == null) {
      throw Constraints.invalidArgument("Either StreamName or StreamARN has to be given.");
    }
    if (name != null && !name.equals(stream.name())) {
      throw noStream(name);
    }
    if (arn != null && !arn.equals(stream.arn())) {
      throw noStream(arn);
    }
  }

  /**
   * The shard of this name.
   *
   * @throws RefusedRequestException if there is none
   */
  LocalShard shard(String id) {
    return stream.shards().stream()
        .filter(shard -> shard.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                notFound(
                    "Shard %s in stream %s under account %s does not exist"
                        .formatted(id, stream.name(), LocalStream.ACCOUNT)));
  }

  private static RefusedRequestException noStream(String stream) {
    return notFound("Stream " + stream + " under account " + LocalStream.ACCOUNT + " not found.");
  }

  private static RefusedRequestException notFound(String message) {
    return new RefusedRequestException("ResourceNotFoundException", message);
  }

  DescribeStreamSummaryAnswer describeStreamSummary(DescribeStreamSummaryRequest request) {
    constrain(new Constraints(), request.streamName()).check();
    check(request);
    return new DescribeStreamSummaryAnswer(
        new StreamDescriptionSummary(
            stream.name(), stream.arn(), "ACTIVE", stream.shards().size()));
  }
}

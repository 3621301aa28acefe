package dev.iotpipeline.local.aws.kinesis;

import dev.iotpipeline.local.aws.http.RefusedRequestException;
import dev.iotpipeline.local.aws.kinesis.KinesisApi.GetShardIteratorAnswer;
import dev.iotpipeline.local.aws.kinesis.KinesisApi.GetShardIteratorRequest;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;

/** GetShardIterator: where in a shard to start. Unlike Kinesis's, not at a time. */
final class ReadPositions {

  private static final int LONGEST_NAME = 128;
  private static final Pattern SEQUENCE_NUMBER = Pattern.compile("0|([1-9]\\d{0,128})");
  private static final List<String> TYPES =
      List.of("AFTER_SEQUENCE_NUMBER", "LATEST", "AT_SEQUENCE_NUMBER", "TRIM_HORIZON");

  private final StreamReference reference;
  private final Clock clock;

  ReadPositions(StreamReference reference, Clock clock) {
    this.reference = reference;
    this.clock = clock;
  }

  GetShardIteratorAnswer getShardIterator(GetShardIteratorRequest request) {
    Constraints constraints =
        new Constraints()
            .length("shardId", request.shardId(), 1, LONGEST_NAME)
            .present("shardIteratorType", request.shardIteratorType())
            .form("startingSequenceNumber", request.startingSequenceNumber(), SEQUENCE_NUMBER);
    StreamReference.constrain(constraints, request.streamName()).check();
    String type = request.shardIteratorType();
    if (!TYPES.contains(type)) {
      throw new RefusedRequestException(
          "ValidationException",
          "No shardIteratorType '" + type + "' here; there are " + String.join(", ", TYPES));
    }
    reference.check(request);
    LocalShard shard = reference.shard(request.shardId());
    return new GetShardIteratorAnswer(
        ShardIterator.at(shard, start(shard, request), clock.instant()).encode());
  }

  private long start(LocalShard shard, GetShardIteratorRequest request) {
    return switch (request.shardIteratorType()) {
      case "TRIM_HORIZON" -> shard.oldest();
      case "LATEST" -> shard.end();
      case "AT_SEQUENCE_NUMBER" -> Math.max(0, sequenced(shard, request));
      default -> sequenced(shard, request) + 1;
    };
  }

  private long sequenced(LocalShard shard, GetShardIteratorRequest request) {
    String number = request.startingSequenceNumber();
    if (number == null) {
      throw Constraints.invalidArgument(
          "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and "
              + "StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no "
              + "StartingSequenceNumber. Request specified "
              + request.shardIteratorType()
              + " and no StartingSequenceNumber.");
    }
    return shard
        .position(number)
        .orElseThrow(
            () ->
                Constraints.invalidArgument(
                    "StartingSequenceNumber %s used in GetShardIterator on shard %s is invalid"
                            .formatted(number, shard.id())
                        + " because it did not come from this stream."));
  }
}

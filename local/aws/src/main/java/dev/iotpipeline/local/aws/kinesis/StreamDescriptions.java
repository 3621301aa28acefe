package dev.iotpipeline.local.aws.kinesis;

import dev.iotpipeline.local.aws.kinesis.KinesisApi.DescribeStreamAnswer;
import dev.iotpipeline.local.aws.kinesis.KinesisApi.DescribeStreamRequest;
import dev.iotpipeline.local.aws.kinesis.KinesisApi.DescribeStreamSummaryAnswer;
import dev.iotpipeline.local.aws.kinesis.KinesisApi.DescribeStreamSummaryRequest;
import dev.iotpipeline.local.aws.kinesis.KinesisApi.EnhancedMetrics;
import dev.iotpipeline.local.aws.kinesis.KinesisApi.HashKeyRange;
import dev.iotpipeline.local.aws.kinesis.KinesisApi.ListShardsAnswer;
import dev.iotpipeline.local.aws.kinesis.KinesisApi.ListShardsRequest;
import dev.iotpipeline.local.aws.kinesis.KinesisApi.ListStreamsAnswer;
import dev.iotpipeline.local.aws.kinesis.KinesisApi.ListStreamsRequest;
import dev.iotpipeline.local.aws.kinesis.KinesisApi.SequenceNumberRange;
import dev.iotpipeline.local.aws.kinesis.KinesisApi.Shard;
import dev.iotpipeline.local.aws.kinesis.KinesisApi.StreamDescription;
import dev.iotpipeline.local.aws.kinesis.KinesisApi.StreamDescriptionSummary;
import dev.iotpipeline.local.aws.kinesis.KinesisApi.StreamModeDetails;
import dev.iotpipeline.local.aws.kinesis.KinesisApi.StreamSummary;
import java.util.List;
import java.util.stream.IntStream;

/** What there is: streams (one) and shards. Nothing here changes while the endpoint runs. */
final class StreamDescriptions {

  static final String ENCRYPTION = "NONE";

  private static final String STATUS = "ACTIVE";
  private static final StreamModeDetails MODE = new StreamModeDetails("PROVISIONED");
  private static final List<EnhancedMetrics> MONITORING = List.of(new EnhancedMetrics(List.of()));
  private static final int RETENTION_HOURS = 24;

  /** What ListShards and DescribeStream show in one answer. */
  private static final int SHARDS_LISTED = 1000;

  private static final int SHARDS_DESCRIBED = 100;

  private final LocalStream stream;
  private final StreamReference reference;

  StreamDescriptions(LocalStream stream, StreamReference reference) {
    this.stream = stream;
    this.reference = reference;
  }

  /** The token of a next page is the name of the last shard on this one. */
  ListShardsAnswer listShards(ListShardsRequest request) {
    checkPaging(request.streamName(), "maxResults", request.maxResults());
    if (request.nextToken() == null) {
      reference.check(request);
    } else if (request.streamName() != null || request.streamARN() != null) {
      throw RefusedRequestException.invalidArgument(
          "NextToken and StreamName cannot be provided together.");
    }
    String after =
        request.nextToken() == null ? request.exclusiveStartShardId() : request.nextToken();
    List<Shard> page = page(after, request.maxResults(), SHARDS_LISTED);
    return new ListShardsAnswer(page, isLast(page) ? null : page.get(page.size() - 1).shardId());
  }

  DescribeStreamAnswer describeStream(DescribeStreamRequest request) {
    checkPaging(request.streamName(), "limit", request.limit());
    reference.check(request);
    List<Shard> page = page(request.exclusiveStartShardId(), request.limit(), SHARDS_DESCRIBED);
    return new DescribeStreamAnswer(
        new StreamDescription(
            stream.name(),
            stream.arn(),
            STATUS,
            MODE,
            page,
            !isLast(page),
            RETENTION_HOURS,
            stream.createdAt(),
            MONITORING,
            ENCRYPTION));
  }

  private static void checkPaging(String streamName, String field, Integer most) {
    Constraints constraints = new Constraints().range(field, most, 1, 10_000);
    StreamReference.constrain(constraints, streamName).check();
  }

  private List<Shard> page(String after, Integer asked, int most) {
    return IntStream.range(0, stream.shards().size())
        .filter(index -> after == null || stream.shards().get(index).id().compareTo(after) > 0)
        .limit(asked == null ? most : Math.min(asked, most))
        .mapToObj(this::shard)
        .toList();
  }

  private boolean isLast(List<Shard> page) {
    String last = stream.shards().get(stream.shards().size() - 1).id();
    return page.isEmpty() || page.get(page.size() - 1).shardId().equals(last);
  }

  private Shard shard(int index) {
    LocalShard shard = stream.shards().get(index);
    return new Shard(
        shard.id(),
        new HashKeyRange(
            stream.startingHashKey(index).toString(), stream.endingHashKey(index).toString()),
        new SequenceNumberRange(shard.startingSequenceNumber()));
  }

  DescribeStreamSummaryAnswer describeStreamSummary(DescribeStreamSummaryRequest request) {
    StreamReference.constrain(new Constraints(), request.streamName()).check();
    reference.check(request);
    return new DescribeStreamSummaryAnswer(
        new StreamDescriptionSummary(
            stream.name(),
            stream.arn(),
            STATUS,
            MODE,
            RETENTION_HOURS,
            stream.createdAt(),
            MONITORING,
            ENCRYPTION,
            stream.shards().size(),
            0,
            StreamWrites.RECORD_BYTES / 1024));
  }

  ListStreamsAnswer listStreams(ListStreamsRequest request) {
    return new ListStreamsAnswer(
        List.of(stream.name()),
        false,
        List.of(new StreamSummary(stream.name(), stream.arn(), STATUS, MODE, stream.createdAt())));
  }
}

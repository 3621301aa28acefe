package dev.iotpipeline.local.aws.kinesis;

import static dev.iotpipeline.local.aws.kinesis.TestEndpoint.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.ListStreamsResponse;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.StreamDescription;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamMode;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

class KinesisDescriptionsTest {

  @AutoClose private final TestEndpoint endpoint = new TestEndpoint(3);

  @Test
  void theSummaryDescribesTheStream() {
    StreamDescriptionSummary summary =
        endpoint.sdk.describeStreamSummary(r -> r.streamName(STREAM)).streamDescriptionSummary();

    assertThat(summary.streamName()).isEqualTo(STREAM);
    assertThat(summary.streamARN()).isEqualTo(endpoint.stream.arn());
    assertThat(summary.streamStatus()).isEqualTo(StreamStatus.ACTIVE);
    assertThat(summary.openShardCount()).isEqualTo(3);
    assertThat(summary.retentionPeriodHours()).isEqualTo(24);
    assertThat(summary.streamCreationTimestamp()).isEqualTo("2026-11-23T10:15:30.123Z");
    assertThat(summary.streamModeDetails().streamMode()).isEqualTo(StreamMode.PROVISIONED);
  }

  @Test
  void theDescriptionHasTheShards() {
    StreamDescription description =
        endpoint.sdk.describeStream(r -> r.streamARN(endpoint.stream.arn())).streamDescription();

    assertThat(description.streamStatus()).isEqualTo(StreamStatus.ACTIVE);
    assertThat(description.hasMoreShards()).isFalse();
    assertThat(ids(description.shards())).containsExactly(id(0), id(1), id(2));
  }

  @Test
  void aLongDescriptionIsReadPageByPage() {
    StreamDescription first =
        endpoint.sdk.describeStream(r -> r.streamName(STREAM).limit(2)).streamDescription();
    StreamDescription second =
        endpoint
            .sdk
            .describeStream(r -> r.streamName(STREAM).exclusiveStartShardId(id(1)))
            .streamDescription();

    assertThat(first.hasMoreShards()).isTrue();
    assertThat(ids(first.shards())).containsExactly(id(0), id(1));
    assertThat(second.hasMoreShards()).isFalse();
    assertThat(ids(second.shards())).containsExactly(id(2));
  }

  @Test
  void eachShardHasItsRangesAndIsOpen() {
    List<Shard> shards = endpoint.sdk.listShards(r -> r.streamName(STREAM)).shards();

    assertThat(ids(shards)).containsExactly(id(0), id(1), id(2));
    Shard second = shards.get(1);
    assertThat(second.hashKeyRange().startingHashKey())
        .isEqualTo("113427455640312821154458202477256070485");
    assertThat(second.hashKeyRange().endingHashKey())
        .isEqualTo("226854911280625642308916404954512140969");
    assertThat(second.sequenceNumberRange().startingSequenceNumber()).hasSize(56);
    assertThat(second.sequenceNumberRange().endingSequenceNumber()).isNull();
    assertThat(second.parentShardId()).isNull();
  }

  @Test
  void aLongListOfShardsIsReadPageByPage() {
    ListShardsResponse first = endpoint.sdk.listShards(r -> r.streamName(STREAM).maxResults(2));
    ListShardsResponse second = endpoint.sdk.listShards(r -> r.nextToken(first.nextToken()));

    assertThat(ids(first.shards())).containsExactly(id(0), id(1));
    assertThat(ids(second.shards())).containsExactly(id(2));
    assertThat(second.nextToken()).isNull();
    assertThatThrownBy(
            () -> endpoint.sdk.listShards(r -> r.streamName(STREAM).nextToken(first.nextToken())))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("cannot be provided together");
  }

  @Test
  void theOnlyStreamIsListed() {
    ListStreamsResponse streams = endpoint.sdk.listStreams();

    assertThat(streams.streamNames()).containsExactly(STREAM);
    assertThat(streams.hasMoreStreams()).isFalse();
    assertThat(streams.streamSummaries().get(0).streamARN()).isEqualTo(endpoint.stream.arn());
  }

  @ParameterizedTest
  @ValueSource(strings = {"DescribeStream", "DescribeStreamSummary", "ListShards"})
  void anUnknownStreamIsRefused(String operation) {
    JsonNode refusal = endpoint.json(400, operation, "{\"StreamName\":\"other\"}");

    assertThat(refusal.get("__type").textValue()).isEqualTo("ResourceNotFoundException");
    assertThat(refusal.get("message").textValue())
        .isEqualTo("Stream other under account 000000000000 not found.");
  }

  @Test
  void anArnOfAnotherAccountIsRefused() {
    String arn = endpoint.stream.arn().replace("000000000000", "123456789012");

    assertThatThrownBy(() -> endpoint.sdk.describeStreamSummary(r -> r.streamARN(arn)))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining(arn);
  }

  @Test
  void aRequestThatNamesNoStreamIsRefused() {
    assertThatThrownBy(() -> endpoint.sdk.describeStreamSummary(r -> {}))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("StreamName or StreamARN");
  }

  private static String id(int shard) {
    return "shardId-00000000000" + shard;
  }

  private static List<String> ids(List<Shard> shards) {
    return shards.stream().map(Shard::shardId).toList();
  }
}

package dev.iotpipeline.local.aws.kinesis;

import static dev.iotpipeline.local.aws.kinesis.TestEndpoint.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
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
  }

  @Test
  void anUnknownStreamIsRefused() {
    JsonNode refusal = endpoint.json(400, "DescribeStreamSummary", "{\"StreamName\":\"other\"}");

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
}

package dev.iotpipeline.local.run.assembly;

import dev.iotpipeline.local.run.verdict.Scorekeeper;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/** The topic for an instance of the alert function: the scorekeeper hears what is sent. */
final class WatchedTopic implements SnsClient {

  private final SnsClient topic;
  private final Scorekeeper scorekeeper;

  WatchedTopic(SnsClient topic, Scorekeeper scorekeeper) {
    this.topic = topic;
    this.scorekeeper = scorekeeper;
  }

  @Override
  public PublishResponse publish(PublishRequest request) {
    PublishResponse response = topic.publish(request);
    scorekeeper.sent(request, String.valueOf(response.messageId()));
    return response;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    // It is not this instance's to close.
  }
}

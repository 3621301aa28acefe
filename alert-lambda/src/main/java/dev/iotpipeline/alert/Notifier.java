package dev.iotpipeline.alert;

import java.time.Duration;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** Tells people: one message, each protocol with its own text. */
final class Notifier {

  private final SnsClient sns;
  private final String topicArn;

  Notifier(SnsClient sns, String topicArn) {
    this.sns = sns;
    this.topicArn = topicArn;
  }

  /**
   * Publishes.
   *
   * @param timeout how long that may take, with all attempts
   */
  void send(Message message, Duration timeout) {
    sns.publish(
        PublishRequest.builder()
            .topicArn(topicArn)
            .subject(message.subject())
            .messageStructure("json")
            .message(message.body())
            .messageAttributes(message.attributes())
            .overrideConfiguration(call -> call.apiCallTimeout(timeout))
            .build());
  }
}

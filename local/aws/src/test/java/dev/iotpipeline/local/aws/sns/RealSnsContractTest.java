package dev.iotpipeline.local.aws.sns;

import dev.iotpipeline.local.aws.contract.AgainstRealAws;
import dev.iotpipeline.local.aws.contract.Clients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.sns.SnsClient;

/** The topic has no subscribers: nobody is sent anything. */
@AgainstRealAws
class RealSnsContractTest extends SnsContract {

  @AutoClose private final SnsClient client = SnsClient.create();
  private String topicArn;

  @BeforeEach
  void createTopic() {
    topicArn = client.createTopic(request -> request.name(Clients.uniqueName())).topicArn();
  }

  @AfterEach
  void deleteTopic() {
    client.deleteTopic(request -> request.topicArn(topicArn));
  }

  @Override
  SnsClient sns() {
    return client;
  }

  @Override
  String topicArn() {
    return topicArn;
  }
}

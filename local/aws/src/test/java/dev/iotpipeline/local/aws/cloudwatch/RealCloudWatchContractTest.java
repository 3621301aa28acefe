package dev.iotpipeline.local.aws.cloudwatch;

import dev.iotpipeline.local.aws.contract.AgainstRealAws;
import dev.iotpipeline.local.aws.contract.Clients;
import org.junit.jupiter.api.AutoClose;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/** CloudWatch deletes no metrics: those of these tests expire there by themselves. */
@AgainstRealAws
class RealCloudWatchContractTest extends CloudWatchContract {

  private static final String NAMESPACE = Clients.uniqueName();

  @AutoClose private final CloudWatchClient client = CloudWatchClient.create();

  @Override
  CloudWatchClient cloudWatch() {
    return client;
  }

  @Override
  String namespace() {
    return NAMESPACE;
  }
}

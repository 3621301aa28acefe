package dev.iotpipeline.local.aws.contract;

import dev.iotpipeline.aws.LocalAws;
import java.net.URI;
import java.util.UUID;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;

/** Clients of the stand-ins, and names for what the contracts create. */
public final class Clients {

  private Clients() {}

  /** A client of a local endpoint that tries each call once. */
  public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C local(
      B builder, URI endpoint) {
    return LocalAws.at(endpoint, builder)
        .overrideConfiguration(settings -> settings.retryStrategy(all -> all.maxAttempts(1)))
        .build();
  }

  /** A name that nothing else in the account has. */
  public static String uniqueName() {
    return "iot-contract-" + UUID.randomUUID();
  }
}

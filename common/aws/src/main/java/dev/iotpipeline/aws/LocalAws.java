package dev.iotpipeline.aws;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;

/** Region and credentials for clients of local endpoints, which check neither. */
public final class LocalAws {

  /** The region that local endpoints claim to be in. */
  public static final Region REGION = Region.US_EAST_1;

  private LocalAws() {}

  /** Points a client at a local endpoint, whatever the environment says; returns the builder. */
  public static <B extends AwsClientBuilder<B, ?>> B at(URI endpoint, B builder) {
    return builder
        .endpointOverride(endpoint)
        .region(REGION)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
  }
}

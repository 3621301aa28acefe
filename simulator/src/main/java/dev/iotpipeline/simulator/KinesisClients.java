package dev.iotpipeline.simulator;

import dev.iotpipeline.aws.LocalAws;
import dev.iotpipeline.cli.ErrorAdvice;
import dev.iotpipeline.cli.ErrorAdvice.LocalOption;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.KinesisClientBuilder;

/** Makes the Kinesis clients for a {@link Simulation}. The caller closes them. */
public final class KinesisClients {

  private KinesisClients() {}

  /**
   * A client for AWS. The SDK finds endpoint, region and credentials in the environment.
   *
   * @throws software.amazon.awssdk.core.exception.SdkClientException if there is no region
   */
  public static KinesisClient create() {
    return withoutRetries().build();
  }

  /** A client for an endpoint that checks no signatures, whatever the environment says. */
  public static KinesisClient create(URI endpoint) {
    return LocalAws.at(endpoint, withoutRetries()).build();
  }

  /** Explains the errors of these clients, and of calls to this stream. */
  static ErrorAdvice advice(String streamName) {
    return new ErrorAdvice(
        "stream " + streamName,
        "--stream and KINESIS_STREAM_NAME",
        "AWS_ENDPOINT_URL_KINESIS",
        LocalOption.ABSENT);
  }

  /** The run repeats calls itself. If the SDK did too, the attempts would multiply. */
  private static KinesisClientBuilder withoutRetries() {
    return KinesisClient.builder()
        .httpClientBuilder(
            Apache5HttpClient.builder()
                .maxConnections(Simulation.MOST_THREADS)
                .connectionTimeout(Duration.ofSeconds(2))
                .socketTimeout(Duration.ofSeconds(5)))
        .overrideConfiguration(
            ClientOverrideConfiguration.builder()
                .retryStrategy(AwsRetryStrategy.doNotRetry())
                .build());
  }
}

package dev.iotpipeline.redrive;

import dev.iotpipeline.aws.InvalidSettingException;
import dev.iotpipeline.aws.LocalAws;
import dev.iotpipeline.cli.ErrorAdvice;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The SDK's clients, over HTTP. For AWS, the SDK finds endpoint, region and credentials itself. A
 * local run checks neither region nor credentials, and gets made-up ones.
 */
final class AwsClients implements Clients {

  /** Explains the errors of these clients, and of calls with them. */
  static final ErrorAdvice ADVICE =
      new ErrorAdvice(
          "what was named", "--queue, --function, --stream and --table", "AWS_ENDPOINT_URL", true);

  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(2);

  /** Longer than a ReceiveMessage call that waits for messages. */
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(10);

  private final Optional<LocalPorts> local;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  AwsClients(Optional<LocalPorts> local) {
    this.local = local;
  }

  @Override
  public KinesisClient kinesis() {
    return open(
        KinesisClient.builder()
            .overrideConfiguration(
                settings -> settings.retryStrategy(AwsRetryStrategy.doNotRetry())),
        LocalPorts::kinesisUri);
  }

  @Override
  public SqsClient sqs() {
    return open(SqsClient.builder(), LocalPorts::kinesisUri);
  }

  @Override
  public LambdaClient lambda() {
    return open(LambdaClient.builder(), LocalPorts::kinesisUri);
  }

  @Override
  public DynamoDbClient dynamoDb() {
    return open(DynamoDbClient.builder(), LocalPorts::dynamoDbUri);
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends AutoCloseable>
      C open(B builder, Function<LocalPorts, URI> endpoint) {
    builder.httpClientBuilder(
        Apache5HttpClient.builder()
            .connectionTimeout(CONNECTION_TIMEOUT)
            .socketTimeout(SOCKET_TIMEOUT));
    local.ifPresent(ports -> LocalAws.at(endpoint.apply(ports), builder));
    try {
      C client = builder.build();
      opened.push(client);
      return client;
    } catch (IllegalArgumentException | NullPointerException e) {
      // The SDK throws these two for an endpoint that is no URL.
      throw new InvalidSettingException(ADVICE.explainEndpoint(e));
    }
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("a client of the SDK does not close", e);
      }
    }
  }
}

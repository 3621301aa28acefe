package dev.iotpipeline.redrive;

import dev.iotpipeline.aws.LocalAws;
import dev.iotpipeline.cli.ErrorAdvice;
import dev.iotpipeline.cli.ErrorAdvice.LocalOption;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
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

  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(2);

  /** Longer than a ReceiveMessage call that waits for messages. */
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(10);

  private final @Nullable LocalPorts local;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  AwsClients(@Nullable LocalPorts local) {
    this.local = local;
  }

  @Override
  public KinesisClient kinesis() {
    return open(
        KinesisClient.builder()
            .overrideConfiguration(
                settings -> settings.retryStrategy(AwsRetryStrategy.doNotRetry())),
        LocalPorts::kinesis);
  }

  @Override
  public SqsClient sqs() {
    return open(SqsClient.builder(), LocalPorts::kinesis);
  }

  @Override
  public LambdaClient lambda() {
    return open(LambdaClient.builder(), LocalPorts::kinesis);
  }

  @Override
  public DynamoDbClient dynamoDb() {
    return open(DynamoDbClient.builder(), LocalPorts::dynamoDb);
  }

  /**
   * Explains the errors of these clients, and of calls with them.
   *
   * @param local whether they talk to a local run
   */
  static ErrorAdvice advice(boolean local) {
    return new ErrorAdvice(
        "what was named",
        "--queue, --function, --stream and --table",
        "AWS_ENDPOINT_URL",
        local ? LocalOption.GIVEN : LocalOption.NOT_GIVEN);
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends AutoCloseable>
      C open(B builder, ToIntFunction<LocalPorts> port) {
    builder.httpClientBuilder(
        Apache5HttpClient.builder()
            .connectionTimeout(CONNECTION_TIMEOUT)
            .socketTimeout(SOCKET_TIMEOUT));
    if (local != null) {
      LocalAws.at(URI.create("http://127.0.0.1:" + port.applyAsInt(local)), builder);
    }
    C client = advice(local != null).client(builder::build);
    opened.push(client);
    return client;
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

package dev.iotpipeline.local.aws.kinesis;

import dev.iotpipeline.local.aws.contract.AgainstRealAws;
import dev.iotpipeline.local.aws.contract.Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.services.kinesis.KinesisClient;

@AgainstRealAws
class RealKinesisContractTest extends KinesisContract {

  private static final String STREAM = Clients.uniqueName();

  private static KinesisClient client;

  @BeforeAll
  static void createStream() {
    client = KinesisClient.create();
    client.createStream(request -> request.streamName(STREAM).shardCount(2));
    client.waiter().waitUntilStreamExists(request -> request.streamName(STREAM));
  }

  @AfterAll
  static void deleteStream() {
    try (KinesisClient closing = client) {
      closing.deleteStream(request -> request.streamName(STREAM));
    }
  }

  @Override
  KinesisClient kinesis() {
    return client;
  }

  @Override
  String stream() {
    return STREAM;
  }

  @Override
  Instant now() {
    return Instant.now();
  }

  @Override
  void pass(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

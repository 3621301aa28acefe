package dev.iotpipeline.local.aws.kinesis;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** What the stand-in alone can show is in the other tests of this package. */
class LocalKinesisContractTest extends KinesisContract {

  @AutoClose private final TestEndpoint endpoint = new TestEndpoint(2);

  @Override
  KinesisClient kinesis() {
    return endpoint.sdk;
  }

  @Override
  String stream() {
    return TestEndpoint.STREAM;
  }

  @Override
  Instant now() {
    return endpoint.clock.instant();
  }

  @Override
  void pass(Duration time) {
    endpoint.clock.advance(time);
  }
}

package dev.iotpipeline.local.aws.kinesis;

import java.nio.charset.StandardCharsets;

/** Puts records into a stream for tests of other packages, without the way through HTTP. */
public final class TestProducer {

  private final LocalStream stream;

  public TestProducer(LocalStream stream) {
    this.stream = stream;
  }

  public StreamRecord put(String partitionKey, byte[] data) {
    return stream.shardFor(partitionKey).append(partitionKey, data);
  }

  public StreamRecord put(String partitionKey, String data) {
    return put(partitionKey, data.getBytes(StandardCharsets.UTF_8));
  }
}

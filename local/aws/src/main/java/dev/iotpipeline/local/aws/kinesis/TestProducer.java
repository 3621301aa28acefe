package dev.iotpipeline.local.aws.kinesis;

/** Puts records into a stream; {@link LocalStream#put} does the same. */
public final class TestProducer {

  private final LocalStream stream;

  public TestProducer(LocalStream stream) {
    this.stream = stream;
  }

  public StreamRecord put(String partitionKey, byte[] data) {
    return stream.put(partitionKey, data);
  }

  public StreamRecord put(String partitionKey, String data) {
    return stream.put(partitionKey, data);
  }
}

package dev.iotpipeline.local.lambda;

/** A function as Lambda's other parts see it: bytes in, and one of three things out. */
public interface LocalFunction {

  /**
   * Invokes the function and waits for its answer.
   *
   * @param payload the event, UTF-8 JSON
   */
  InvocationResult invoke(byte[] payload);
}

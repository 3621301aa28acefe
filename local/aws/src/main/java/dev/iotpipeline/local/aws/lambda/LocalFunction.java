package dev.iotpipeline.local.aws.lambda;

/** A function that can be invoked, as Lambda's callers see it: bytes in, an outcome out. */
public interface LocalFunction {

  /** Its full name, such as {@code arn:aws:lambda:us-east-1:000000000000:function:consumer}. */
  String arn();

  /**
   * Runs the function once and waits for its end.
   *
   * @param requestId names this invocation in logs and errors; the caller makes it up, because the
   *     retries of one asynchronous invocation share one
   * @param payload the event, JSON in UTF-8
   * @return the outcome; whatever goes wrong inside the function is a result, not an exception,
   *     except for an {@link OutOfMemoryError}: the function shares the heap with its caller
   * @throws java.util.concurrent.CancellationException if the calling thread was interrupted or the
   *     function is closed, so that the outcome is not known
   */
  InvocationResult invoke(String requestId, byte[] payload);
}

package dev.iotpipeline.local.lambda;

/** What an invocation came to. */
public sealed interface InvocationResult {

  /**
   * The handler returned.
   *
   * @param response what it answered, UTF-8 JSON, or nothing
   */
  record Succeeded(byte[] response) implements InvocationResult {}

  /**
   * The handler threw, or ran out of time.
   *
   * @param errorType the exception's class, or {@code Sandbox.Timedout}
   * @param message what it said
   */
  record FunctionError(String errorType, String message) implements InvocationResult {}

  /** The function has as many invocations under way as it may; nothing was run. */
  record Throttled() implements InvocationResult {}
}

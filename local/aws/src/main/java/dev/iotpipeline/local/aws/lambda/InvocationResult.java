package dev.iotpipeline.local.aws.lambda;

/** The outcome of one invocation. */
public sealed interface InvocationResult {

  /**
   * The function returned.
   *
   * @param response what it returned, JSON in UTF-8; {@code null} in Java is the JSON text {@code
   *     null}, and a stream handler that wrote nothing has no bytes
   */
  record Succeeded(byte[] response) implements InvocationResult {}

  /**
   * The function threw, or Lambda ended it.
   *
   * @param errorType the class of what was thrown, or one of Lambda's own such as {@link
   *     #TIMED_OUT}
   * @param message what it said; empty if it said nothing
   */
  record FunctionError(String errorType, String message) implements InvocationResult {

    /** The type of error of an invocation that took longer than it may. */
    public static final String TIMED_OUT = "Sandbox.Timedout";

    /** The type of error of an invocation whose process has ended. */
    public static final String EXITED = "Runtime.ExitError";
  }

  /** The function was not started: as many invocations as it may have were under way. */
  record Throttled() implements InvocationResult {}
}

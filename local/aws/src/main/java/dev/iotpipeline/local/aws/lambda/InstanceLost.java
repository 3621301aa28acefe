package dev.iotpipeline.local.aws.lambda;

/**
 * Stands for the end of a function's process. It is thrown through the handler: the invocation
 * fails, and the instance is never used again. It is an error, so that no handler catches it.
 */
public final class InstanceLost extends Error {

  /**
   * @param when what the instance was about to do or had just done, for logs
   */
  public InstanceLost(String when) {
    super(when);
  }
}

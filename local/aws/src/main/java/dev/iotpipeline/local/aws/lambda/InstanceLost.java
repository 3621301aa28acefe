package dev.iotpipeline.local.aws.lambda;

/**
 * Thrown through a handler in place of the end of its process: Lambda sees the invocation fail, and
 * never uses the instance again. An error, so that no handler takes it for something to deal with.
 */
public final class InstanceLost extends Error {

  /**
   * @param when what the instance was about to do or had just done, for logs
   */
  public InstanceLost(String when) {
    super(when);
  }
}

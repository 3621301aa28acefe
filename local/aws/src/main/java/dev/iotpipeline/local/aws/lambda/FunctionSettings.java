package dev.iotpipeline.local.aws.lambda;

import dev.iotpipeline.aws.InvalidSettingException;
import dev.iotpipeline.local.aws.kinesis.LocalStream;
import java.time.Duration;

/**
 * What is configured of a function.
 *
 * @param name 1 to 64 letters, digits, hyphens and underscores
 * @param timeout how long one invocation may take, at most 15 minutes
 * @param memoryMegabytes what the function is told it has, 128 to 10,240; nothing here enforces it
 * @param reservedConcurrency how many invocations may run at once; with 0 every one is throttled
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
 *     quotas</a>
 */
public record FunctionSettings(
    String name, Duration timeout, int memoryMegabytes, int reservedConcurrency) {

  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(15);

  public FunctionSettings {
    if (!name.matches("[a-zA-Z0-9_-]{1,64}")) {
      throw new InvalidSettingException(
          "a function's name is 1 to 64 of a-z, A-Z, 0-9, '-' and '_', not '" + name + "'");
    }
    if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new InvalidSettingException(
          "the time-out of " + name + " is " + timeout + "; it has to be positive, at most PT15M");
    }
    if (memoryMegabytes < 128 || memoryMegabytes > 10_240) {
      throw new InvalidSettingException(
          "the memory of " + name + " is " + memoryMegabytes + " MB; it has to be 128 to 10240");
    }
    if (reservedConcurrency < 0) {
      throw new InvalidSettingException(
          "the reserved concurrency of "
              + name
              + " is "
              + reservedConcurrency
              + "; the least is 0");
    }
  }

  String arn() {
    return "arn:aws:lambda:" + LocalStream.REGION + ":" + LocalStream.ACCOUNT + ":function:" + name;
  }
}

package dev.iotpipeline.local.aws.testing;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.iotpipeline.aws.Deadline;
import java.time.Clock;
import java.time.Duration;

/** An invocation that tells truthfully, by its clock, how much time it has left. */
public record FakeContext(Deadline end) implements Context {

  /** An invocation that begins now and may take this long. */
  public FakeContext(Clock clock, Duration left) {
    this(new Deadline(clock, clock.instant().plus(left)));
  }

  @Override
  public int getRemainingTimeInMillis() {
    return (int) end.left().toMillis();
  }

  @Override
  public String getAwsRequestId() {
    return "c6af9ac6-7b61-11e6-9a41-93e8deadbeef";
  }

  @Override
  public String getLogGroupName() {
    return "/aws/lambda/function";
  }

  @Override
  public String getLogStreamName() {
    return "2026/11/23/[$LATEST]0";
  }

  @Override
  public String getFunctionName() {
    return "function";
  }

  @Override
  public String getFunctionVersion() {
    return "$LATEST";
  }

  @Override
  public String getInvokedFunctionArn() {
    return "arn:aws:lambda:us-east-1:000000000000:function:function";
  }

  @Override
  public CognitoIdentity getIdentity() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ClientContext getClientContext() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int getMemoryLimitInMB() {
    return 512;
  }

  @Override
  public LambdaLogger getLogger() {
    throw new UnsupportedOperationException();
  }
}

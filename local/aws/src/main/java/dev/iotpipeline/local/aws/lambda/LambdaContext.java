package dev.iotpipeline.local.aws.lambda;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.iotpipeline.aws.Deadline;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one invocation can learn of itself; everything it says is true here too. */
final class LambdaContext implements Context {

  private static final String VERSION = "$LATEST";

  private final FunctionSettings settings;
  private final String requestId;
  private final Deadline deadline;
  private final LambdaLogger logger;

  LambdaContext(
      FunctionSettings settings, String requestId, Clock clock, Consumer<String> logLines) {
    this.settings = settings;
    this.requestId = requestId;
    this.deadline = new Deadline(clock, clock.instant().plus(settings.timeout()));
    this.logger = new LineLogger(logLines);
  }

  @Override
  public String getAwsRequestId() {
    return requestId;
  }

  @Override
  public String getLogGroupName() {
    return "/aws/lambda/" + settings.name();
  }

  @Override
  public String getLogStreamName() {
    return "local/[" + VERSION + "]" + settings.name();
  }

  @Override
  public String getFunctionName() {
    return settings.name();
  }

  @Override
  public String getFunctionVersion() {
    return VERSION;
  }

  @Override
  public String getInvokedFunctionArn() {
    return settings.arn();
  }

  /** None, as on AWS for all but mobile applications. */
  @Override
  public @Nullable CognitoIdentity getIdentity() {
    return null;
  }

  /** None, as on AWS for all but mobile applications. */
  @Override
  public @Nullable ClientContext getClientContext() {
    return null;
  }

  @Override
  public int getRemainingTimeInMillis() {
    return (int) deadline.left().toMillis();
  }

  @Override
  public int getMemoryLimitInMB() {
    return settings.memoryMegabytes();
  }

  @Override
  public LambdaLogger getLogger() {
    return logger;
  }

  private record LineLogger(Consumer<String> lines) implements LambdaLogger {

    @Override
    public void log(String message) {
      lines.accept(message);
    }

    @Override
    public void log(byte[] message) {
      lines.accept(new String(message, StandardCharsets.UTF_8));
    }
  }
}

package dev.iotpipeline.consumer;

import dev.iotpipeline.aws.Deadline;
import dev.iotpipeline.aws.Retries;
import dev.iotpipeline.aws.Retries.GivenUp;
import dev.iotpipeline.telemetry.AlertRequest;
import dev.iotpipeline.telemetry.AlertRequest.Context;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;

/** The function that alerts go to, invoked asynchronously: it accepts now and works later. */
final class AlertFunction {

  /** The largest batch there is, so that its retry finds every alert of it. */
  private static final int REMEMBERED = 10_000;

  private final LambdaClient lambda;
  private final String functionName;
  private final Workers workers;
  private final Retries retries;
  private final AcceptedAlerts accepted = new AcceptedAlerts(REMEMBERED);

  AlertFunction(LambdaClient lambda, String functionName, Workers workers, Retries retries) {
    this.lambda = lambda;
    this.functionName = functionName;
    this.workers = workers;
    this.retries = retries;
  }

  /** What became of one alert. */
  enum Outcome {
    /** The alert function took it just now. */
    ACCEPTED,
    /** It took it from an earlier run of the batch. */
    ACCEPTED_BEFORE,
    FAILED
  }

  /** Sends an alert for each reading; returns the outcomes in the same order. */
  List<Outcome> send(List<DecodedRecord> anomalous, Deadline deadline, BatchLog log) {
    return workers.runAll(
        anomalous.stream()
            .<Callable<Outcome>>map(decoded -> () -> send(decoded, deadline, log))
            .toList());
  }

  private Outcome send(DecodedRecord decoded, Deadline deadline, BatchLog log) {
    if (accepted.contains(decoded.key())) {
      return Outcome.ACCEPTED_BEFORE;
    }
    Optional<GivenUp> givenUp = retries.run(deadline, timeout -> invoke(decoded, timeout));
    if (givenUp.isPresent()) {
      log.givenUp(
          "alert_failed",
          givenUp.get(),
          line -> decoded.record().identify(line).with("device_id", decoded.key().deviceId()));
      return Outcome.FAILED;
    }
    accepted.add(decoded.key());
    return Outcome.ACCEPTED;
  }

  private boolean invoke(DecodedRecord decoded, Duration timeout) {
    byte[] payload = new AlertRequest(decoded.reading(), context(decoded.record())).toJson();
    lambda.invoke(
        InvokeRequest.builder()
            .functionName(functionName)
            .invocationType(InvocationType.EVENT)
            .payload(SdkBytes.fromByteArray(payload))
            .overrideConfiguration(call -> call.apiCallTimeout(timeout))
            .build());
    return true;
  }

  private static Optional<Context> context(ShardRecord record) {
    return record
        .arrival()
        .map(arrival -> new Context(record.shardId(), record.sequenceNumber(), arrival));
  }
}

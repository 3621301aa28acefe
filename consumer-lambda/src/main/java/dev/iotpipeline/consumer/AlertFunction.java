package dev.iotpipeline.consumer;

import dev.iotpipeline.aws.Deadline;
import dev.iotpipeline.aws.Retries;
import dev.iotpipeline.aws.Retries.GivenUp;
import dev.iotpipeline.telemetry.AlertRequest;
import dev.iotpipeline.telemetry.AlertRequest.Context;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;

/** The function that alerts go to, invoked asynchronously: it accepts now and works later. */
final class AlertFunction {

  /** As many as the largest batch has records, so that its retry finds all its alerts. */
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

  /** Sends an alert for each record, side by side; returns what became of each. */
  Map<ValidRecord, AlertOutcome> send(
      List<ValidRecord> anomalous, Deadline deadline, BatchLog log) {
    List<AlertOutcome> outcomes =
        workers.runAll(
            anomalous.stream()
                .<Callable<AlertOutcome>>map(valid -> () -> send(valid, deadline, log))
                .toList());
    Map<ValidRecord, AlertOutcome> byRecord = new HashMap<>();
    for (int i = 0; i < outcomes.size(); i++) {
      byRecord.put(anomalous.get(i), outcomes.get(i));
    }
    return byRecord;
  }

  private AlertOutcome send(ValidRecord valid, Deadline deadline, BatchLog log) {
    if (accepted.contains(valid.key())) {
      return AlertOutcome.ACCEPTED_BEFORE;
    }
    Optional<GivenUp> givenUp = retries.run(deadline, timeout -> invoke(valid, timeout));
    if (givenUp.isPresent()) {
      log.givenUp(
          "alert_failed",
          givenUp.get(),
          line -> valid.record().identify(line).with("device_id", valid.key().deviceId()));
      return AlertOutcome.FAILED;
    }
    accepted.add(valid.key());
    return AlertOutcome.ACCEPTED;
  }

  private boolean invoke(ValidRecord valid, Duration timeout) {
    byte[] payload = new AlertRequest(valid.reading(), context(valid.record())).toJson();
    lambda.invoke(
        InvokeRequest.builder()
            .functionName(functionName)
            .invocationType(InvocationType.EVENT)
            .payload(SdkBytes.fromByteArray(payload))
            .overrideConfiguration(call -> call.apiCallTimeout(timeout))
            .build());
    return true;
  }

  private static @Nullable Context context(ShardRecord record) {
    return record.arrival() == null
        ? null
        : new Context(record.shardId(), record.sequenceNumber(), record.arrival());
  }
}

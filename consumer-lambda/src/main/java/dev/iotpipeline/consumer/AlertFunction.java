package dev.iotpipeline.consumer;

import dev.iotpipeline.aws.Deadline;
import dev.iotpipeline.aws.Retries;
import dev.iotpipeline.aws.Retries.GivenUp;
import dev.iotpipeline.aws.Workers;
import dev.iotpipeline.telemetry.AlertRequest;
import dev.iotpipeline.telemetry.ReadingKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;

/** The function that alerts go to, invoked asynchronously: it accepts now and works later. */
final class AlertFunction {

  /** As many as the largest batch has records, so that its retry finds all its alerts. */
  private static final int REMEMBERED = 10_000;

  /** So many requests are handled within one invocation, whatever their services do. */
  private static final int REQUESTS_PER_CALL = 500;

  /** Lambda takes 1 MB for an asynchronous invocation. */
  private static final int MOST_BYTES = 900_000;

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

  /** Sends each request in an invocation of its own; returns what became of each record. */
  Map<ValidRecord, AlertOutcome> sendEach(
      List<OutgoingAlert> alerts, Deadline deadline, BatchLog log) {
    return outcomes(
        alerts.stream()
            .<Callable<Map<ValidRecord, AlertOutcome>>>map(
                alert -> () -> Map.of(alert.record(), sendOne(alert, deadline, log)))
            .toList());
  }

  private AlertOutcome sendOne(OutgoingAlert alert, Deadline deadline, BatchLog log) {
    ReadingKey key = alert.record().key();
    if (accepted.contains(key)) {
      return AlertOutcome.ACCEPTED_BEFORE;
    }
    AlertOutcome outcome = invoke(alert.record(), () -> alert.request().toJson(), deadline, log);
    if (outcome == AlertOutcome.ACCEPTED) {
      accepted.add(key);
    }
    return outcome;
  }

  /** Sends many requests in as few invocations as they fit into. */
  Map<ValidRecord, AlertOutcome> sendTogether(
      List<OutgoingAlert> alerts, Deadline deadline, BatchLog log) {
    return outcomes(
        Chunks.of(alerts, REQUESTS_PER_CALL).stream()
            .<Callable<Map<ValidRecord, AlertOutcome>>>map(
                part -> () -> sendPart(part, deadline, log))
            .toList());
  }

  private Map<ValidRecord, AlertOutcome> sendPart(
      List<OutgoingAlert> part, Deadline deadline, BatchLog log) {
    byte[] payload = AlertRequest.toJson(part.stream().map(OutgoingAlert::request).toList());
    if (payload.length > MOST_BYTES && part.size() > 1) {
      int middle = part.size() / 2;
      Map<ValidRecord, AlertOutcome> outcomes =
          new HashMap<>(sendPart(part.subList(0, middle), deadline, log));
      outcomes.putAll(sendPart(part.subList(middle, part.size()), deadline, log));
      return outcomes;
    }
    AlertOutcome outcome = invoke(part.get(0).record(), () -> payload, deadline, log);
    Map<ValidRecord, AlertOutcome> outcomes = new HashMap<>();
    part.forEach(alert -> outcomes.put(alert.record(), outcome));
    return outcomes;
  }

  private Map<ValidRecord, AlertOutcome> outcomes(
      List<Callable<Map<ValidRecord, AlertOutcome>>> calls) {
    Map<ValidRecord, AlertOutcome> outcomes = new HashMap<>();
    workers.runAll(calls).forEach(outcomes::putAll);
    return outcomes;
  }

  private AlertOutcome invoke(
      ValidRecord first, Supplier<byte[]> payload, Deadline deadline, BatchLog log) {
    Optional<GivenUp> givenUp = retries.run(deadline, timeout -> invoke(payload.get(), timeout));
    if (givenUp.isEmpty()) {
      return AlertOutcome.ACCEPTED;
    }
    log.givenUp(
        "alert_failed",
        givenUp.get(),
        line -> first.record().identify(line).with("device_id", first.key().deviceId()));
    return AlertOutcome.FAILED;
  }

  private boolean invoke(byte[] payload, Duration timeout) {
    lambda.invoke(
        InvokeRequest.builder()
            .functionName(functionName)
            .invocationType(InvocationType.EVENT)
            .payload(SdkBytes.fromByteArrayUnsafe(payload))
            .overrideConfiguration(call -> call.apiCallTimeout(timeout))
            .build());
    return true;
  }
}

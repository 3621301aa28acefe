package dev.iotpipeline.consumer;

import dev.iotpipeline.aws.Deadline;
import dev.iotpipeline.aws.Retries;
import dev.iotpipeline.aws.Retries.GivenUp;
import dev.iotpipeline.aws.Workers;
import dev.iotpipeline.telemetry.AlertRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;

/** The function that alerts go to, invoked asynchronously: it accepts now and works later. */
final class AlertFunction {

  /** As many as the largest batch has records, so that its retry finds all its alerts. */
  private static final int REMEMBERED = 10_000;

  /** So many alerts, each with a message of its own, are sent within one invocation. */
  private static final int MOST_ALERTS = 25;

  /** So many requests are gathered within one invocation, whatever their services do. */
  private static final int MOST_GATHERED = 500;

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

  /**
   * Sends alerts that people are told of one by one. Each has an invocation of its own, as long as
   * all of these can be made at the same time; more alerts share them.
   *
   * @return what became of each record
   */
  Map<ValidRecord, AlertOutcome> sendEach(
      List<OutgoingAlert> alerts, Deadline deadline, BatchLog log) {
    Map<ValidRecord, AlertOutcome> outcomes = new HashMap<>();
    List<OutgoingAlert> unsent = new ArrayList<>();
    for (OutgoingAlert alert : alerts) {
      if (accepted.contains(alert.record().key())) {
        outcomes.put(alert.record(), AlertOutcome.ACCEPTED_BEFORE);
      } else {
        unsent.add(alert);
      }
    }
    int share = (unsent.size() + Workers.THREADS - 1) / Workers.THREADS;
    send(Chunks.of(unsent, Math.min(share, MOST_ALERTS)), deadline, log)
        .forEach(
            (record, outcome) -> {
              outcomes.put(record, outcome);
              if (outcome == AlertOutcome.ACCEPTED) {
                accepted.add(record.key());
              }
            });
    return outcomes;
  }

  /** Sends many requests in as few invocations as they fit into. */
  Map<ValidRecord, AlertOutcome> sendTogether(
      List<OutgoingAlert> alerts, Deadline deadline, BatchLog log) {
    return send(Chunks.of(alerts, MOST_GATHERED), deadline, log);
  }

  private Map<ValidRecord, AlertOutcome> send(
      List<List<OutgoingAlert>> parts, Deadline deadline, BatchLog log) {
    List<Callable<Map<ValidRecord, AlertOutcome>>> calls = new ArrayList<>();
    for (List<OutgoingAlert> part : parts) {
      calls.add(() -> sendPart(part, deadline, log));
    }
    Map<ValidRecord, AlertOutcome> outcomes = new HashMap<>();
    workers.runAll(calls).forEach(outcomes::putAll);
    return outcomes;
  }

  private Map<ValidRecord, AlertOutcome> sendPart(
      List<OutgoingAlert> part, Deadline deadline, BatchLog log) {
    byte[] payload = payload(part);
    if (payload.length > MOST_BYTES && part.size() > 1) {
      int middle = part.size() / 2;
      Map<ValidRecord, AlertOutcome> outcomes =
          new HashMap<>(sendPart(part.subList(0, middle), deadline, log));
      outcomes.putAll(sendPart(part.subList(middle, part.size()), deadline, log));
      return outcomes;
    }
    Optional<GivenUp> givenUp = retries.run(deadline, timeout -> invoke(payload, timeout));
    ValidRecord first = part.get(0).record();
    givenUp.ifPresent(
        why ->
            log.givenUp(
                "alert_failed",
                why,
                line ->
                    first
                        .record()
                        .identify(line)
                        .with("device_id", first.key().deviceId())
                        .with("alerts", part.size())));
    AlertOutcome outcome = givenUp.isEmpty() ? AlertOutcome.ACCEPTED : AlertOutcome.FAILED;
    Map<ValidRecord, AlertOutcome> outcomes = new HashMap<>();
    part.forEach(alert -> outcomes.put(alert.record(), outcome));
    return outcomes;
  }

  /** A single request is an object, as in the article; several are an array of them. */
  private static byte[] payload(List<OutgoingAlert> part) {
    return part.size() == 1
        ? part.get(0).request().toJson()
        : AlertRequest.toJson(part.stream().map(OutgoingAlert::request).toList());
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

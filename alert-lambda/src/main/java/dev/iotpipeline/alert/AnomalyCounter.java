package dev.iotpipeline.alert;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.Workers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Counts anomalies that people are told of by notices, or not at all: the metric's step of many
 * alerts at once.
 */
final class AnomalyCounter {

  private static final Set<Step> WANTED = EnumSet.of(Step.METRIC);

  private final AnomalyMetric metric;
  private final AlertClaims claims;
  private final Workers workers;
  private final EventLog log;

  AnomalyCounter(AnomalyMetric metric, AlertClaims claims, Workers workers, EventLog log) {
    this.metric = metric;
    this.claims = claims;
    this.workers = workers;
    this.log = log;
  }

  private record Claimed(Alert alert, AlertLedger.Claim claim) {}

  /**
   * Counts what has not been counted.
   *
   * @param alerts each of another reading
   * @throws AlertFailedException if some could not be counted, or the ledger does not know of it;
   *     all others are counted
   */
  void count(Collection<Alert> alerts, InvocationTime time) {
    if (alerts.isEmpty()) {
      return;
    }
    Failures failures = new Failures();
    List<Claimed> claimed = claim(alerts, failures, time);
    List<Claimed> missing =
        claimed.stream().filter(one -> one.claim().missing().contains(Step.METRIC)).toList();
    for (int from = 0; from < missing.size(); from += AnomalyMetric.MOST_ALERTS) {
      int to = Math.min(from + AnomalyMetric.MOST_ALERTS, missing.size());
      send(missing.subList(from, to), failures, time);
    }
    log.info("anomalies_counted")
        .with("readings", missing.size())
        .with("repeated", claimed.size() - missing.size())
        .with("failed", failures.count())
        .write();
    failures.throwIfAny("anomalies not counted");
  }

  /** Waits for other copies of the event that have claims. */
  private List<Claimed> claim(Collection<Alert> alerts, Failures failures, InvocationTime time) {
    Queue<Claimed> claimed = new ConcurrentLinkedQueue<>();
    Set<Alert> open = ConcurrentHashMap.newKeySet();
    open.addAll(alerts);
    claims.await(
        time,
        () -> {
          forEach(open, alert -> askLedger(alert, claimed, open, failures, time));
          return open.isEmpty();
        });
    for (Alert alert : open) {
      failures.add(
          new AlertFailedException("another invocation has claimed " + alert.description(), null));
    }
    return List.copyOf(claimed);
  }

  private void askLedger(
      Alert alert,
      Queue<Claimed> claimed,
      Set<Alert> open,
      Failures failures,
      InvocationTime time) {
    try {
      claims
          .claim(alert, WANTED, time)
          .ifPresent(
              claim -> {
                claimed.add(new Claimed(alert, claim));
                open.remove(alert);
              });
    } catch (RuntimeException e) {
      open.remove(alert);
      failures.add(e);
    }
  }

  private void send(List<Claimed> missing, Failures failures, InvocationTime time) {
    try {
      metric.send(missing.stream().map(Claimed::alert).toList(), time.forSend());
    } catch (RuntimeException e) {
      failures.add(e);
      log.warn("anomalies_not_counted").with("readings", missing.size()).with("error", e).write();
      forEach(missing, one -> claims.release(one.claim(), one.alert()));
      return;
    }
    forEach(
        missing, one -> failures.collect(() -> claims.mark(one.claim(), Step.METRIC, one.alert())));
  }

  private <T> void forEach(Collection<T> all, Consumer<T> task) {
    List<Callable<Boolean>> tasks = new ArrayList<>(all.size());
    for (T one : all) {
      tasks.add(
          () -> {
            task.accept(one);
            return true;
          });
    }
    workers.runAll(tasks);
  }
}

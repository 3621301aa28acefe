package dev.iotpipeline.local.run.verdict;

import dev.iotpipeline.telemetry.ReadingKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The alerts of anomalous readings: which there have to be, and which there were. Several readings
 * may share a key. Then there has to be one alert, for any of them that is anomalous: the first to
 * be handled is sent. Safe for use by any number of threads.
 */
final class AlertScore {

  /** What is known of one key. */
  private static final class Alert {
    /** What the alert may say, in the order of the stream; none if there must be no alert. */
    private final List<Set<String>> allowed = new ArrayList<>();

    /** What the first alert said. */
    private @Nullable Set<String> said;

    private long publishedAt;
    private long sent;
    private long wrong;

    private int fewest() {
      return allowed.stream().mapToInt(Set::size).min().orElse(0);
    }

    private int most() {
      return allowed.stream().mapToInt(Set::size).max().orElse(0);
    }
  }

  private final Map<ReadingKey, Alert> alerts = new ConcurrentHashMap<>();
  private final Latency latency;

  /**
   * @param latency is told how long each alert took
   */
  AlertScore(Latency latency) {
    this.latency = latency;
  }

  /**
   * An anomalous reading.
   *
   * @param anomalies what is wrong with it
   * @param publishedAt {@link System#nanoTime} when it was first sent
   * @return whether it is the first of its key
   */
  boolean expect(ReadingKey key, Set<String> anomalies, long publishedAt) {
    Alert alert = alerts.computeIfAbsent(key, first -> new Alert());
    synchronized (alert) {
      boolean isFirst = alert.allowed.isEmpty();
      if (isFirst) {
        alert.publishedAt = publishedAt;
      }
      alert.allowed.add(anomalies);
      return isFirst;
    }
  }

  /** The topic has taken an alert; returns whether it is the first of one that had to be sent. */
  boolean notified(ReadingKey key, Set<String> anomalies) {
    Alert alert = alerts.computeIfAbsent(key, first -> new Alert());
    synchronized (alert) {
      alert.said = alert.said == null ? anomalies : alert.said;
      if (!alert.allowed.contains(anomalies)) {
        alert.wrong++;
        return false;
      }
      alert.sent++;
      if (alert.sent == 1) {
        latency.record(System.nanoTime() - alert.publishedAt);
      }
      return alert.sent == 1;
    }
  }

  /**
   * The score so far.
   *
   * @param arePeopleTold whether there have to be alerts; if not, the readings are only counted
   */
  Score score(boolean arePeopleTold) {
    TreeMap<String, Detection> detection = new TreeMap<>();
    long expected = 0;
    long sent = 0;
    long wrong = 0;
    long repeated = 0;
    long fewest = 0;
    long most = 0;
    for (Alert alert : alerts.values()) {
      synchronized (alert) {
        expected += alert.allowed.isEmpty() ? 0 : 1;
        sent += arePeopleTold ? Math.min(1, alert.sent) : 0;
        wrong += alert.wrong + (arePeopleTold ? 0 : alert.sent);
        repeated += Math.max(0, alert.sent - 1);
        fewest += alert.fewest();
        most += alert.most();
        compare(alert, arePeopleTold ? alert.allowed : List.of(), detection);
      }
    }
    return new Score(
        arePeopleTold ? expected : 0, sent, wrong, repeated, expected, fewest, most, detection);
  }

  private static void compare(
      Alert alert, List<Set<String>> allowed, Map<String, Detection> detection) {
    Set<String> said = alert.said == null ? Set.of() : alert.said;
    Set<String> first = allowed.isEmpty() ? Set.of() : allowed.get(0);
    Set<String> expected = allowed.contains(said) ? said : first;
    for (String anomaly : expected) {
      add(detection, anomaly, new Detection(1, said.contains(anomaly) ? 1 : 0, 0));
    }
    for (String anomaly : said) {
      if (!expected.contains(anomaly)) {
        add(detection, anomaly, new Detection(0, 0, 1));
      }
    }
  }

  private static void add(Map<String, Detection> all, String anomaly, Detection one) {
    all.merge(anomaly, one, Detection::plus);
  }
}

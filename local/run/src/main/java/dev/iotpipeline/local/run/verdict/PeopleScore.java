package dev.iotpipeline.local.run.verdict;

import dev.iotpipeline.local.aws.sns.Notification;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * What people have to be told, by models of the devices, and what the topic was given for them.
 * Safe for use by any number of threads; the readings of one device come in the order of the
 * stream.
 */
final class PeopleScore {

  private final Rules rules;
  private final Map<String, DeviceModel> devices = new ConcurrentHashMap<>();
  private final Latency latency = new Latency();
  private final SilenceModel silence;
  private final AlertScore alerts;
  private final NoticeScore notices;
  private final Set<ReadingKey> earlier = new HashSet<>();
  private final AtomicLong told = new AtomicLong();
  private final AtomicLong due = new AtomicLong();

  PeopleScore(Rules rules) {
    this.rules = rules;
    this.silence = new SilenceModel(rules.silence());
    this.alerts = new AlertScore(latency);
    this.notices = new NoticeScore(silence, latency);
  }

  /** An earlier run has handled this reading. Called before anything is accepted. */
  void handledEarlier(ReadingKey key) {
    earlier.add(key);
  }

  /**
   * The stream takes a reading.
   *
   * @param publishedAt {@link System#nanoTime} when it was first sent
   */
  void accepted(Reading reading, Instant arrival, long publishedAt) {
    List<NoticeName> steps = new ArrayList<>();
    Set<String> anomalies =
        devices
            .computeIfAbsent(reading.deviceId(), device -> new DeviceModel(rules))
            .next(reading, arrival, steps);
    ReadingKey key = reading.key();
    if (!anomalies.isEmpty()
        && !earlier.contains(key)
        && alerts.expect(key, anomalies, publishedAt)
        && !rules.tellsOfBreaches()) {
      due.incrementAndGet();
    }
    notices.expect(steps, publishedAt);
    due.addAndGet(steps.size());
    silence.heard(reading.deviceId(), arrival);
  }

  /** Somebody has looked for silent devices. */
  void silenceChecked(Instant began, Instant ended) {
    silence.checked(began, ended);
  }

  /** The topic has taken a notification. */
  void notified(Notification notification) {
    NotifiedAlert alert = NotifiedAlert.of(notification);
    if (alert.isDigest()) {
      told.addAndGet(notices.notified(alert.notices()));
    } else if (alerts.notified(alert.key(), alert.anomalies())) {
      told.incrementAndGet();
    }
  }

  /** How many alerts, and notices of breaches, people had to be told so far. */
  long due() {
    return due.get();
  }

  /** How many alerts and notices people were told so far. */
  long told() {
    return told.get();
  }

  Histogram recentLatency() {
    return latency.takeRecent();
  }

  LatencySummary latency() {
    return latency.summary();
  }

  /** The score so far. */
  Score score() {
    Score readings = alerts.score(!rules.tellsOfBreaches());
    Score breaches = notices.score();
    SortedMap<String, Detection> detection = new TreeMap<>(readings.detection());
    breaches.detection().forEach((kind, one) -> detection.merge(kind, one, Detection::plus));
    return new Score(
        readings.expected() + breaches.expected(),
        readings.sent() + breaches.sent(),
        readings.wrong() + breaches.wrong(),
        readings.repeated() + breaches.repeated(),
        readings.anomalous(),
        readings.fewestAnomalies(),
        readings.mostAnomalies(),
        detection);
  }
}

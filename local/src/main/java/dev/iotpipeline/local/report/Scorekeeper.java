package dev.iotpipeline.local.report;

import dev.iotpipeline.local.kinesis.StreamRecord;
import dev.iotpipeline.local.sinks.Notification;
import dev.iotpipeline.telemetry.AnomalyDetector;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import dev.iotpipeline.telemetry.ReadingKey;
import dev.iotpipeline.telemetry.RefusedReadingException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The ground truth of a run, and what was seen of it on the way.
 *
 * <p>It learns what has to be stored and alerted from the simulator, as it publishes, and from the
 * stream, as it takes a record, so that other producers count too. It is told of every stored item
 * and every notification as they happen, for latencies and the live line; the final comparison
 * looks at the table itself. Per reading it keeps 64 bits.
 */
public final class Scorekeeper {

  private final AnomalyDetector detector;
  private final Set<Long> expectedItems = Collections.synchronizedSet(new HashSet<>());
  private final Map<ReadingKey, ExpectedAlert> expectedAlerts = new ConcurrentHashMap<>();
  private final Map<ReadingKey, Long> underWay = new ConcurrentHashMap<>();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final AtomicLong storedItems = new AtomicLong();
  private final AtomicLong falseNotifications = new AtomicLong();
  private final Latency storedLatency = new Latency();
  private final Latency alertLatency = new Latency();
  private final AtomicLong firstPublishedAt = new AtomicLong(Long.MAX_VALUE);
  private final AtomicLong lastStoredAt = new AtomicLong(Long.MIN_VALUE);

  /**
   * @param detector says which readings must raise an alert; has the thresholds of the run
   */
  public Scorekeeper(AnomalyDetector detector) {
    this.detector = detector;
  }

  /** A producer is about to send a reading for the first time: its clock starts. */
  public void publishing(Reading reading) {
    long now = System.nanoTime();
    underWay.putIfAbsent(reading.key(), now);
    firstPublishedAt.accumulateAndGet(now, Math::min);
  }

  /** A producer was told that the stream has the reading: from now on it has to be stored. */
  public void published(Reading reading) {
    expect(reading);
  }

  /** The stream takes a record, whoever sent it; comes before anybody can read it. */
  public void accepted(StreamRecord record) {
    try {
      Reading reading = ReadingJson.parse(record.data());
      publishing(reading);
      expect(reading);
    } catch (RefusedReadingException e) {
      refused.add(record.sequenceNumber());
    }
  }

  private void expect(Reading reading) {
    if (!expectedItems.add(ReadingFingerprint.of(reading))) {
      return;
    }
    Set<String> anomalies =
        detector.detect(reading).stream()
            .map(a -> a.measurement().field() + "_" + a.direction().code())
            .collect(Collectors.toUnmodifiableSet());
    if (!anomalies.isEmpty()) {
      ReadingKey key = reading.key();
      long publishedAt = underWay.getOrDefault(key, System.nanoTime());
      expectedAlerts.putIfAbsent(
          key, new ExpectedAlert(publishedAt, anomalies, new AtomicInteger()));
    }
  }

  /** The table has answered that it holds this item now. */
  void stored(Map<String, AttributeValue> item) {
    long now = System.nanoTime();
    storedItems.incrementAndGet();
    lastStoredAt.accumulateAndGet(now, Math::max);
    Long publishedAt =
        underWay.remove(new ReadingKey(item.get("device_id").s(), item.get("timestamp").s()));
    if (publishedAt != null) {
      storedLatency.record(now - publishedAt);
    }
  }

  /** The topic has taken a notification. */
  public void notified(Notification notification) {
    ReadingKey key =
        new ReadingKey(
            notification.attributes().getOrDefault("device_id", ""),
            notification.attributes().getOrDefault("timestamp", ""));
    ExpectedAlert expected = expectedAlerts.get(key);
    if (expected == null || !expected.anomalies().equals(anomaliesOf(notification))) {
      falseNotifications.incrementAndGet();
    } else if (expected.notifications().incrementAndGet() == 1) {
      alertLatency.record(System.nanoTime() - expected.publishedAt());
    }
  }

  /** What the notification says is wrong; its attribute is a JSON array of plain words. */
  private static Set<String> anomaliesOf(Notification notification) {
    String array = notification.attributes().getOrDefault("anomalies", "");
    return Set.of(array.replaceAll("[\\[\\]\"\\s]", "").split(","));
  }

  /** Where the run stands, from what was seen so far. */
  public LiveCounts counts() {
    long sent = expectedAlerts.values().stream().filter(a -> a.notifications().get() > 0).count();
    return new LiveCounts(published(), storedItems.get(), sent, refused.size());
  }

  private long published() {
    return expectedItems.size() + (long) refused.size();
  }

  /**
   * The final comparison.
   *
   * @param items everything in the table
   * @param putAside the sequence numbers of the records in the failure destination
   * @param notifications how many messages the topic took
   * @param anomalyCount the sum of the metric
   * @param failedBatches invocations after which something was tried again
   */
  public RunSummary summarise(
      Iterable<Map<String, AttributeValue>> items,
      Set<String> putAside,
      long notifications,
      long anomalyCount,
      long failedBatches) {
    long stored = countExpected(items);
    long rejected = refused.stream().filter(putAside::contains).count();
    long sent = expectedAlerts.values().stream().filter(a -> a.notifications().get() > 0).count();
    return new RunSummary(
        published(),
        stored,
        rejected,
        published() - stored - rejected,
        expectedAlerts.size(),
        sent,
        expectedAlerts.size() - sent,
        falseNotifications.get(),
        notifications,
        anomalyCount,
        failedBatches,
        storedLatency.summary(),
        alertLatency.summary(),
        ratePerSecond(stored));
  }

  private long countExpected(Iterable<Map<String, AttributeValue>> items) {
    long found = 0;
    for (Map<String, AttributeValue> item : items) {
      if (expectedItems.contains(ReadingFingerprint.of(item))) {
        found++;
      }
    }
    return found;
  }

  private double ratePerSecond(long stored) {
    long nanos = lastStoredAt.get() - firstPublishedAt.get();
    return stored == 0 || nanos <= 0 ? 0 : Math.round(stored * 1e10 / nanos) / 10.0;
  }
}

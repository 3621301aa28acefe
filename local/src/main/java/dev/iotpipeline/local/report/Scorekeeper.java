package dev.iotpipeline.local.report;

import dev.iotpipeline.local.kinesis.StreamRecord;
import dev.iotpipeline.local.sinks.Notification;
import dev.iotpipeline.telemetry.AnomalyDetector;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import dev.iotpipeline.telemetry.ReadingKey;
import dev.iotpipeline.telemetry.RefusedReadingException;
import dev.iotpipeline.telemetry.Timestamps;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
 * looks at the table itself. Of a reading it keeps two fingerprints, about a hundred bytes on the
 * heap. Where two readings have one key, the later record is the one that has to be stored.
 */
public final class Scorekeeper {

  private final AnomalyDetector detector;
  private final String startedAt;
  private final Map<Long, Long> expectedItems = new ConcurrentHashMap<>();
  private final Map<ReadingKey, ExpectedAlert> expectedAlerts = new ConcurrentHashMap<>();
  private final Map<ReadingKey, Long> underWay = new ConcurrentHashMap<>();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final AtomicLong storedItems = new AtomicLong();
  private final AtomicLong sentAlerts = new AtomicLong();
  private final AtomicLong falseNotifications = new AtomicLong();
  private final Latency storedLatency = new Latency();
  private final Latency alertLatency = new Latency();
  private final AtomicLong firstPublishedAt = new AtomicLong(Long.MAX_VALUE);
  private final AtomicLong lastStoredAt = new AtomicLong(Long.MIN_VALUE);

  /**
   * @param detector says which readings must raise an alert; has the thresholds of the run
   * @param start of the run; what the stream took earlier is another run's
   */
  public Scorekeeper(AnomalyDetector detector, Instant start) {
    this.detector = detector;
    this.startedAt = Timestamps.format(start.truncatedTo(ChronoUnit.MILLIS));
  }

  /** A producer is about to send a reading for the first time: its clock starts. */
  public void publishing(Reading reading) {
    long now = System.nanoTime();
    underWay.putIfAbsent(reading.key(), now);
    firstPublishedAt.accumulateAndGet(now, Math::min);
  }

  /** A producer was told that the stream has the reading: from now on it has to be stored. */
  public void published(Reading reading) {
    if (expectedItems.putIfAbsent(key(reading), ReadingFingerprint.of(reading)) == null) {
      expectAlert(reading);
    }
  }

  /** The stream takes a record, whoever sent it; comes before anybody can read it. */
  public void accepted(StreamRecord record) {
    try {
      Reading reading = ReadingJson.parse(record.data());
      publishing(reading);
      expectedItems.put(key(reading), ReadingFingerprint.of(reading));
      expectAlert(reading);
    } catch (RefusedReadingException e) {
      refused.add(record.sequenceNumber());
    }
  }

  private static long key(Reading reading) {
    return ReadingFingerprint.ofKey(reading.key());
  }

  private void expectAlert(Reading reading) {
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
    lastStoredAt.accumulateAndGet(now, Math::max);
    Long publishedAt =
        underWay.remove(new ReadingKey(item.get("device_id").s(), item.get("timestamp").s()));
    if (publishedAt != null) {
      storedItems.incrementAndGet();
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
      sentAlerts.incrementAndGet();
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
    return new LiveCounts(published(), storedItems.get(), sentAlerts.get(), refused.size());
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
    long sent = sentAlerts.get();
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
      Long expected = expectedItems.get(ReadingFingerprint.ofKey(item));
      if (expected != null && expected == ReadingFingerprint.of(item) && isOfThisRun(item)) {
        found++;
      }
    }
    return found;
  }

  private boolean isOfThisRun(Map<String, AttributeValue> item) {
    AttributeValue ingested = item.get("ingestion_timestamp");
    return ingested != null && ingested.s().compareTo(startedAt) >= 0;
  }

  private double ratePerSecond(long stored) {
    long nanos = lastStoredAt.get() - firstPublishedAt.get();
    return stored == 0 || nanos <= 0 ? 0 : Math.round(stored * 1e10 / nanos) / 10.0;
  }
}

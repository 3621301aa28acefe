package dev.iotpipeline.local.run.verdict;

import dev.iotpipeline.local.aws.kinesis.StreamRecord;
import dev.iotpipeline.local.aws.sns.Notification;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import dev.iotpipeline.telemetry.ReadingKey;
import dev.iotpipeline.telemetry.RejectedReadingException;
import dev.iotpipeline.telemetry.Rejection;
import dev.iotpipeline.telemetry.Timestamps;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Knows what a run has to store and to alert, and compares that with what it did.
 *
 * <p>It learns what is expected from the simulator when it publishes, and from the stream when it
 * takes a record, so that other producers count too. It is told of each stored item and each
 * notification at once, for the latencies and the line of counts; the final comparison reads the
 * tables. It keeps two fingerprints of a reading, about a hundred bytes on the heap. Of two
 * readings with one key, the later record has to be stored.
 */
public final class Scorekeeper {

  private final boolean countsAnomalies;
  private final PeopleScore people;
  private final String startedAt;
  private final Map<Long, Long> expectedItems = new ConcurrentHashMap<>();
  private final Map<ReadingKey, Long> underWay = new ConcurrentHashMap<>();
  private final Map<String, Rejection.Reason> rejected = new ConcurrentHashMap<>();
  private final Map<String, ByteBuffer> givenUp = new ConcurrentHashMap<>();
  private final AtomicLong records = new AtomicLong();
  private final AtomicLong storedItems = new AtomicLong();
  private final Latency storedLatency = new Latency();
  private final AtomicLong firstPublishedAt = new AtomicLong(Long.MAX_VALUE);
  private final AtomicLong lastStoredAt = new AtomicLong(Long.MIN_VALUE);

  /**
   * @param rules what people must be told of in this run
   * @param start of the run; what the stream took earlier is another run's
   */
  public Scorekeeper(Rules rules, Instant start) {
    this.countsAnomalies = rules.tellsOfBreaches();
    this.people = new PeopleScore(rules);
    this.startedAt = Timestamps.format(start.truncatedTo(ChronoUnit.MILLIS));
  }

  /** An earlier run on the same tables has handled this alert. Called before anything else. */
  public void alertedEarlier(Map<String, AttributeValue> row) {
    if (row.containsKey(countsAnomalies ? "counted_at" : "notified_at")) {
      people.handledEarlier(
          new ReadingKey(value(row, "device_id").s(), value(row, "timestamp").s()));
    }
  }

  /** A producer is about to send a reading for the first time: its clock starts. */
  public void publishing(Reading reading) {
    long now = System.nanoTime();
    if (!expectedItems.containsKey(key(reading))) {
      underWay.putIfAbsent(reading.key(), now);
    }
    firstPublishedAt.accumulateAndGet(now, Math::min);
  }

  /** A producer was told that the stream has the reading: from now on it has to be stored. */
  public void published(Reading reading) {
    expectedItems.putIfAbsent(key(reading), ReadingFingerprint.of(reading));
  }

  /** A producer has made this record so that it is rejected for this reason. */
  public void rejectedFor(Rejection.Reason reason, String sequenceNumber) {
    rejected.put(sequenceNumber, reason);
  }

  /** The stream takes a record, from any producer. Called before a reader can see the record. */
  public void accepted(StreamRecord record) {
    records.incrementAndGet();
    try {
      Reading reading = ReadingJson.parse(record.data());
      publishing(reading);
      long publishedAt = underWay.getOrDefault(reading.key(), System.nanoTime());
      expectedItems.put(key(reading), ReadingFingerprint.of(reading));
      people.accepted(reading, record.approximateArrival(), publishedAt);
    } catch (RejectedReadingException e) {
      rejected.put(record.sequenceNumber(), e.rejection().reason());
    }
  }

  /**
   * The mapping gave a record up. If it is put back, it gets another sequence number. Then it is
   * recognised in quarantine by its payload.
   */
  public void givenUp(StreamRecord record) {
    if (rejected.containsKey(record.sequenceNumber())) {
      givenUp.put(record.sequenceNumber(), ByteBuffer.wrap(record.data()));
    }
  }

  private static long key(Reading reading) {
    return ReadingFingerprint.ofKey(reading.key());
  }

  /** The table has confirmed this item. */
  void stored(Map<String, AttributeValue> item) {
    long now = System.nanoTime();
    lastStoredAt.accumulateAndGet(now, Math::max);
    Long publishedAt =
        underWay.remove(new ReadingKey(value(item, "device_id").s(), value(item, "timestamp").s()));
    if (publishedAt != null) {
      storedItems.incrementAndGet();
      storedLatency.record(now - publishedAt);
    }
  }

  /** The topic has taken a notification. */
  public void notified(Notification notification) {
    people.notified(notification);
  }

  /** Somebody has looked for silent devices, and has succeeded. */
  public void silenceChecked(Instant began, Instant ended) {
    people.silenceChecked(began, ended);
  }

  /** How many alerts, and notices of breaches, people had to be told so far. */
  public long alertsExpected() {
    return people.due();
  }

  /** How long readings and alerts took that were done since the last call. */
  public RecentLatencies recentLatencies() {
    return new RecentLatencies(storedLatency.takeRecent(), people.recentLatency());
  }

  /** The counts so far. */
  public LiveCounts counts() {
    return new LiveCounts(published(), storedItems.get(), people.told(), rejected.size());
  }

  private long published() {
    return expectedItems.size() + (long) rejected.size();
  }

  /** The final comparison. */
  public RunSummary summarise(Evidence evidence) {
    long stored = countExpected(evidence.readings());
    Quarantined quarantined = countQuarantined(evidence.rejected());
    long rejections = evidence.quarantine() ? quarantined.rightly() : givenUp.size();
    Score score = people.score();
    return new RunSummary(
        records.get(),
        published(),
        stored,
        rejections,
        quarantined.wrongly(),
        published() - stored - rejections,
        score.expected(),
        score.sent(),
        score.expected() - score.sent(),
        score.wrong(),
        score.repeated(),
        evidence.notifications(),
        evidence.metricValues(),
        evidence.anomalyCount(),
        metricValuesTooMany(score, evidence),
        evidence.failedBatches(),
        evidence.deadLetters(),
        evidence.faults(),
        evidence.inDoubt(),
        storedLatency.summary(),
        people.latency(),
        ratePerSecond(stored),
        score.detection(),
        evidence.quarantine(),
        evidence.ledger(),
        evidence.fleet());
  }

  /**
   * An alert is one value of the metric. Readings that are only counted are summed, so that their
   * anomalies are compared.
   */
  private long metricValuesTooMany(Score score, Evidence evidence) {
    if (!countsAnomalies) {
      return evidence.metricValues() - score.anomalous();
    }
    long sum = evidence.anomalyCount();
    return sum < score.fewestAnomalies()
        ? sum - score.fewestAnomalies()
        : Math.max(0, sum - score.mostAnomalies());
  }

  private record Quarantined(long rightly, long wrongly) {}

  private Quarantined countQuarantined(Iterable<Map<String, AttributeValue>> quarantine) {
    Set<String> missing = new HashSet<>(rejected.keySet());
    Set<ByteBuffer> payloads = new HashSet<>();
    long wrongly = 0;
    for (Map<String, AttributeValue> item : quarantine) {
      String sequenceNumber = value(item, "sequence_number").s();
      Rejection.Reason expected = rejected.get(sequenceNumber);
      if (expected != null && expected.code().equals(value(item, "reason").s())) {
        missing.remove(sequenceNumber);
        if (!givenUp.isEmpty()) {
          payloads.add(value(item, "payload").b().asByteBuffer());
        }
      } else if (isOfThisRun(item, "arrival_timestamp")) {
        wrongly++;
      }
    }
    missing.removeIf(record -> payloads.contains(givenUp.get(record)));
    return new Quarantined(rejected.size() - (long) missing.size(), wrongly);
  }

  private long countExpected(Iterable<Map<String, AttributeValue>> items) {
    long found = 0;
    for (Map<String, AttributeValue> item : items) {
      Long expected = expectedItems.get(ReadingFingerprint.ofKey(item));
      if (expected != null
          && expected == ReadingFingerprint.of(item)
          && isOfThisRun(item, "ingestion_timestamp")) {
        found++;
      }
    }
    return found;
  }

  private boolean isOfThisRun(Map<String, AttributeValue> item, String arrival) {
    return item.containsKey(arrival) && item.get(arrival).s().compareTo(startedAt) >= 0;
  }

  private double ratePerSecond(long stored) {
    long nanos = lastStoredAt.get() - firstPublishedAt.get();
    return stored == 0 || nanos <= 0 ? 0 : Math.round(stored * 1e10 / nanos) / 10.0;
  }

  /** An attribute that every item of its table has. */
  private static AttributeValue value(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name), name);
  }
}

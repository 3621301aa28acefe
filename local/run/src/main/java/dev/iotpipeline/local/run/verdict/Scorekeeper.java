package dev.iotpipeline.local.run.verdict;

import dev.iotpipeline.local.aws.kinesis.StreamRecord;
import dev.iotpipeline.local.aws.sns.Notification;
import dev.iotpipeline.local.run.verdict.Findings.Kind;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import dev.iotpipeline.telemetry.ReadingKey;
import dev.iotpipeline.telemetry.RejectedReadingException;
import dev.iotpipeline.telemetry.Rejection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/**
 * Knows what a run has to store and to alert, and compares that with what it did.
 *
 * <p>It learns what is expected from the simulator when it publishes, and from the stream when it
 * takes a record, so that other producers count too. It is told of each stored item and each
 * notification at once, for the latencies and the line of counts; the final comparison reads the
 * tables. What it learns it notes, and the notes are on disk: its memory does not grow with the
 * run. Of two readings with one key, the later record has to be stored.
 */
public final class Scorekeeper implements AutoCloseable {

  /** A reading that comes again mostly comes soon; the line of counts then knows it. */
  private static final int RECENT_READINGS = 10_000;

  /** Of more, the latency is not known. They would not fit into the stream's memory either. */
  private static final int UNDER_WAY = 200_000;

  private final Rules rules;
  private final Path folder;
  private final Notes notes;
  private final PeopleScore people;
  private final CountScore counts;
  private final FleetScore fleet;
  private final Recent<ReadingKey, Reading> recent = new Recent<>(RECENT_READINGS);
  private final Recent<ReadingKey, Long> underWay = new Recent<>(UNDER_WAY);
  private final Set<String> givenUp = ConcurrentHashMap.newKeySet();
  private final AtomicLong records = new AtomicLong();
  private final AtomicLong notPublished = new AtomicLong();
  private final AtomicLong readings = new AtomicLong();
  private final AtomicLong rejected = new AtomicLong();
  private final AtomicLong storedItems = new AtomicLong();
  private final Latency storedLatency = new Latency();
  private final AtomicReference<Instant> firstArrival = new AtomicReference<>(Instant.MAX);
  private final AtomicLong firstPublishedAt = new AtomicLong(Long.MAX_VALUE);
  private final AtomicLong lastStoredAt = new AtomicLong(Long.MIN_VALUE);

  /**
   * @param rules what people must be told of in this run
   * @param folder for a temporary file, once there is more to note than fits into memory
   * @param failure is told if that file cannot be written: there can be no verdict then
   */
  public Scorekeeper(Rules rules, Path folder, Consumer<Throwable> failure) {
    this.rules = rules;
    this.folder = folder;
    this.notes = new Notes(folder, failure);
    this.people = new PeopleScore(rules, notes);
    this.fleet = new FleetScore(rules.thresholds(), rules.fleetWindow(), notes);
    this.counts = new CountScore(rules.tellsOfBreaches(), notes);
  }

  /** An earlier run on the same tables has left this reading. Called before anything else. */
  public void storedEarlier(Map<String, AttributeValue> item) {
    notes.add(NoteKey.ofReading(item), Note.Kind.EARLIER, Image.of(item));
  }

  /** An earlier run has left this in quarantine. Called before anything else. */
  public void quarantinedEarlier(Map<String, AttributeValue> item) {
    notes.add(NoteKey.ofRejected(item), Note.Kind.EARLIER, Image.of(item));
  }

  /** An earlier run has left this row in the ledger of alerts. Called before anything else. */
  public void alertedEarlier(Map<String, AttributeValue> row) {
    notes.add(NoteKey.ofAlert(NoteKey.keyOf(row)), Note.Kind.EARLIER, LedgerRow.image(row));
  }

  /** An earlier run has left this row in the table of notices. Called before anything else. */
  public void noticedEarlier(Map<String, AttributeValue> row) {
    NoticeRow.note(row, Note.Kind.EARLIER, notes);
  }

  /** An earlier run has left this item of the fleet's statistics. Called before anything else. */
  public void fleetEarlier(Map<String, AttributeValue> item) {
    String name = NoteKey.text(item, "window");
    notes.add(NoteKey.ofWindow(name), Note.Kind.EARLIER, WindowImage.of(item));
  }

  /** What knows the statistics of the fleet; it is told of each record besides. */
  public FleetScore fleet() {
    return fleet;
  }

  /** A producer is about to send a reading for the first time: its clock starts. */
  public void publishing(Reading reading) {
    long now = System.nanoTime();
    ReadingKey key = reading.key();
    if (recent.get(key) == null) {
      underWay.putIfAbsent(key, now);
    }
    firstPublishedAt.accumulateAndGet(now, Math::min);
  }

  /** A producer was told that the stream has the reading: from now on it has to be stored. */
  public void published(Reading reading) {
    // Mostly the stream has just taken the same, so that there is nothing to note.
    if (!reading.equals(recent.get(reading.key()))) {
      notes.add(NoteKey.ofReading(reading.key()), Note.Kind.PRODUCED, Image.of(reading, null));
    }
  }

  /** A producer has made this record so that it is rejected for this reason. */
  public void rejectedFor(Rejection.Reason reason, String sequenceNumber) {
    notes.add(NoteKey.ofRejected(sequenceNumber), Note.Kind.PRODUCED, utf8(reason.code()));
  }

  /** The stream takes a record, from any producer. Called before a reader can see the record. */
  public void accepted(StreamRecord record) {
    records.incrementAndGet();
    Instant arrival = record.approximateArrival();
    firstArrival.accumulateAndGet(arrival, (one, other) -> one.isBefore(other) ? one : other);
    try {
      accepted(ReadingJson.parse(record.data()), record);
    } catch (RejectedReadingException e) {
      rejected.incrementAndGet();
      notes.add(
          NoteKey.ofRejected(record.sequenceNumber()),
          Note.Kind.TAKEN,
          Image.of(record, e.rejection()));
    }
  }

  private void accepted(Reading reading, StreamRecord record) {
    publishing(reading);
    Instant arrival = record.approximateArrival();
    ReadingKey key = reading.key();
    Long publishedAt = underWay.get(key);
    if (recent.put(key, reading) == null) {
      readings.incrementAndGet();
    }
    notes.add(NoteKey.ofReading(key), Note.Kind.TAKEN, Image.of(reading, arrival));
    people.accepted(reading, record, Objects.requireNonNullElseGet(publishedAt, System::nanoTime));
  }

  /**
   * The mapping gave a record up. If it is put back, it gets another sequence number. Then it is
   * recognised in quarantine by its payload.
   */
  public void givenUp(StreamRecord record) {
    try {
      ReadingKey key = ReadingJson.parse(record.data()).key();
      underWay.remove(key);
      people.givenUp(key.deviceId());
    } catch (RejectedReadingException e) {
      String payload = Image.hash(record.data());
      givenUp.add(payload);
      notes.add(NoteKey.ofRejected(record.sequenceNumber()), Note.Kind.GIVEN_UP, utf8(payload));
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The table has confirmed this item. */
  void stored(Map<String, AttributeValue> item) {
    long now = System.nanoTime();
    lastStoredAt.accumulateAndGet(now, Math::max);
    Long publishedAt = underWay.remove(NoteKey.keyOf(item));
    if (publishedAt != null) {
      storedItems.incrementAndGet();
      storedLatency.record(now - publishedAt);
    }
  }

  /** The alert function has sent a message, and has the topic's answer. */
  public void sent(PublishRequest message, String messageId) {
    notes.add(NoteKey.ofMessage(messageId), Note.Kind.PRODUCED, SentMessage.image(message));
  }

  /** The topic has taken a notification. */
  public void notified(Notification notification) {
    notes.add(
        NoteKey.ofMessage(notification.messageId()),
        Note.Kind.TAKEN,
        SentMessage.image(notification));
    people.notified(notification);
  }

  /** A fault has left the notification of this event of the alert function without its mark. */
  public void notificationInDoubt(byte[] event) {
    people.notificationInDoubt(event);
  }

  /**
   * The metric has taken values.
   *
   * @param event that the alert function was working on
   * @param anomalies how many, by the label of their device
   */
  public void counted(byte[] event, Map<String, Long> anomalies) {
    counts.counted(event, anomalies);
  }

  /** A fault has left these values without their mark. */
  public void countInDoubt(byte[] event, Map<String, Long> anomalies) {
    counts.inDoubt(event, anomalies);
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
    return new LiveCounts(
        readings.get() + rejected.get(), storedItems.get(), people.told(), rejected.get());
  }

  /** So many readings were due, and the stream has not taken them. */
  void notPublished(long readings) {
    notPublished.addAndGet(readings);
  }

  /** The final comparison. */
  public RunSummary summarise(Evidence evidence) {
    RunTime time = new RunTime(Objects.requireNonNull(firstArrival.get()), evidence.at());
    Settlement settled = new Settlement(evidence, rules, time);
    settled.settle(notes, folder, people, counts, fleet, givenUp);
    Findings findings = settled.findings();
    return new RunSummary(
        records.get(),
        notPublished.get(),
        settled.published(),
        settled.stored(),
        settled.rejected(),
        findings.count(Kind.LOST),
        findings.count(Kind.ALTERED),
        findings.count(Kind.ADDED),
        settled.notQuarantined(),
        findings.count(Kind.WRONGLY_QUARANTINED),
        findings.count(Kind.OF_EARLIER_RUN_CHANGED),
        settled.told().expected(),
        settled.told().found(),
        findings.count(Kind.NOT_TOLD),
        findings.count(Kind.TOLD_WITHOUT_CAUSE) + findings.count(Kind.MESSAGE_CHANGED),
        findings.count(Kind.TOLD_AGAIN),
        evidence.notifications(),
        MetricCheck.of(evidence.metrics(), findings),
        StateCheck.of(findings),
        settled.repeatedWithoutNeed(),
        evidence.failedBatches(),
        evidence.deadLetters(),
        evidence.faults(),
        evidence.inDoubt(),
        storedLatency.summary(),
        people.latency(),
        ratePerSecond(settled.stored()),
        settled.detection(),
        evidence.quarantine(),
        evidence.ledger(),
        evidence.fleet(),
        findings.examples());
  }

  private double ratePerSecond(long stored) {
    long nanos = lastStoredAt.get() - firstPublishedAt.get();
    return stored == 0 || nanos <= 0 ? 0 : Math.round(stored * 1e10 / nanos) / 10.0;
  }

  @Override
  public void close() {
    notes.close();
  }
}

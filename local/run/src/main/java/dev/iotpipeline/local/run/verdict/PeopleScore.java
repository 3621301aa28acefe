package dev.iotpipeline.local.run.verdict;

import dev.iotpipeline.local.aws.kinesis.StreamRecord;
import dev.iotpipeline.local.aws.sns.Notification;
import dev.iotpipeline.local.run.verdict.Note.Kind;
import dev.iotpipeline.local.run.verdict.NotifiedAlert.ToldNotice;
import dev.iotpipeline.local.run.verdict.SilenceModel.Gap;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What people have to be told, by models of the devices, and what the topic was given for them. It
 * notes both, and keeps no more in memory than what is under way. Safe for use by any number of
 * threads; the readings of one device come in the order of the stream.
 */
final class PeopleScore {

  /** More are not under way at once, unless people are not told. */
  private static final int UNDER_WAY = 50_000;

  private static final byte[] NOTHING = {};

  private final Rules rules;
  private final Notes notes;
  private final Map<String, DeviceModel> devices = new ConcurrentHashMap<>();
  private final Latency latency = new Latency();
  private final SilenceModel silence;
  private final Recent<ReadingKey, Long> alerts = new Recent<>(UNDER_WAY);
  private final Recent<NoticeName, Long> notices = new Recent<>(UNDER_WAY);
  private final Set<String> givenUp = ConcurrentHashMap.newKeySet();
  private final AtomicLong told = new AtomicLong();
  private final AtomicLong due = new AtomicLong();
  private final AtomicLong messages = new AtomicLong();

  PeopleScore(Rules rules, Notes notes) {
    this.rules = rules;
    this.notes = notes;
    this.silence = new SilenceModel(rules.silence());
  }

  /**
   * The stream takes a reading.
   *
   * @param publishedAt {@link System#nanoTime} when it was first sent
   */
  void accepted(Reading reading, StreamRecord record, long publishedAt) {
    Instant arrival = record.approximateArrival();
    List<DueNotice> steps = new ArrayList<>();
    Map<String, BigDecimal> excesses =
        devices
            .computeIfAbsent(reading.deviceId(), device -> new DeviceModel(rules))
            .next(reading, record, steps);
    if (!excesses.isEmpty()) {
      Said said = Said.of(reading, excesses, rules.thresholds());
      notes.add(NoteKey.ofAlert(reading.key()), Kind.DUE, said.toBytes());
      if (!rules.tellsOfBreaches() && alerts.putIfAbsent(reading.key(), publishedAt) == null) {
        due.incrementAndGet();
      }
    }
    due.addAndGet(steps.size());
    for (DueNotice notice : steps) {
      note(notice.name(), Kind.DUE, 0);
      noteRow(notice, NoticeRow.digest(arrival, rules.digest()), Kind.DUE, notes);
      notices.putIfAbsent(notice.name(), publishedAt);
    }
    silence.heard(reading.deviceId(), arrival).ifPresent(gap -> note(gap, notes));
  }

  private void note(Gap gap, Notes to) {
    to.add(NoteKey.ofDevice(gap.deviceId()), Kind.GAP, gap.toBytes());
    String digest = NoticeRow.silentDigest(gap.from(), rules.silence());
    noteRow(gap.raised(rules.silence()), digest, Kind.GAP, to);
    if (gap.to() != null) {
      String closing = NoticeRow.digest(gap.to(), rules.digest());
      noteRow(gap.cleared(gap.to()), closing, Kind.GAP, to);
    }
  }

  private static void noteRow(DueNotice notice, String digest, Kind kind, Notes to) {
    to.add(NoticeRow.key(notice.name(), notice.at(), digest), kind, Image.write(notice.row()));
  }

  /** A record of the device was given up: what is put back comes in another order. */
  void givenUp(String deviceId) {
    givenUp.add(deviceId);
  }

  /** Whether a reading was given up. */
  boolean hasGivenUp() {
    return !givenUp.isEmpty();
  }

  private void note(NoticeName notice, Kind kind, long message) {
    notes.add(NoteKey.ofDevice(notice.deviceId()), kind, notice.toBytes(message));
  }

  /** Somebody has looked for silent devices. */
  void silenceChecked(Instant began, Instant ended) {
    silence.checked(began, ended);
  }

  /** The topic has taken a notification. */
  void notified(Notification notification) {
    NotifiedAlert alert = NotifiedAlert.of(notification);
    long message = messages.incrementAndGet();
    if (alert.isDigest()) {
      alert.notices().forEach(notice -> notified(notice, message));
    } else {
      notes.add(NoteKey.ofAlert(alert.key()), Kind.TOLD, alert.said().toBytes());
      done(alerts.remove(alert.key()));
    }
  }

  private void notified(ToldNotice each, long message) {
    NoticeName notice = each.name();
    note(notice, Kind.TOLD, message);
    if (notice.isOfSilence()) {
      told.incrementAndGet();
      // Only this tells whether its row has to be there.
      if (!rules.silence().isZero() && notice.time().isAfter(Instant.EPOCH)) {
        String digest = silentDigest(notice, each.at());
        notes.add(NoticeRow.key(notice, each.at(), digest), Kind.TOLD, NOTHING);
      }
    } else {
      done(notices.remove(notice));
    }
  }

  private String silentDigest(NoticeName notice, Instant at) {
    return notice.kind().equals(NoticeName.RAISED)
        ? NoticeRow.silentDigest(notice.time(), rules.silence())
        : NoticeRow.digest(at, rules.digest());
  }

  private void done(@Nullable Long publishedAt) {
    if (publishedAt != null) {
      told.incrementAndGet();
      latency.record(System.nanoTime() - publishedAt);
    }
  }

  /** A fault has left the notification of an event without its mark. */
  void notificationInDoubt(byte[] event) {
    AlertEvent.of(event)
        .notified()
        .forEach(key -> notes.add(NoteKey.ofAlert(key), Kind.TOLD_IN_DOUBT, NOTHING));
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

  /** Notes the silences that still last. */
  void noteOpenGaps(Notes now) {
    for (Gap gap : silence.open()) {
      note(gap, now);
      now.add(NoteKey.ofShadow(gap.deviceId()), Kind.GAP, gap.toBytes());
    }
  }

  /** Notes the shadow that each device has to have. */
  void noteShadows(Notes now) {
    devices.forEach(
        (device, model) -> {
          now.add(NoteKey.ofShadow(device), Kind.DUE, Image.write(model.shadow()));
          if (givenUp.contains(device) || !model.isInOrder()) {
            now.add(NoteKey.ofShadow(device), Kind.GIVEN_UP, NOTHING);
          }
        });
  }
}

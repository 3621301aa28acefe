package dev.iotpipeline.local.run.verdict;

import dev.iotpipeline.local.run.verdict.Findings.Kind;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The final comparison, a part of the notes at a time. */
final class Settlement {

  private final Evidence evidence;
  private final Findings findings = new Findings();
  private final Set<String> putBack = new HashSet<>();
  private final ReadingJudge readings = new ReadingJudge(findings);
  private final QuarantineJudge quarantine;
  private final AlertJudge alerts;
  private final NoticeJudge notices = new NoticeJudge(findings);
  private final NoticeRowJudge noticeRows;
  private final @Nullable LedgerJudge ledger;
  private final MessageJudge messages = new MessageJudge(findings);
  private final ShadowJudge shadows;
  private final WindowJudge windows;
  private boolean areNoticesKnown;
  private long excused;

  /**
   * @param rules what the run had to find
   * @param time of the run
   */
  Settlement(Evidence evidence, Rules rules, RunTime time) {
    boolean arePeopleTold = !rules.tellsOfBreaches();
    this.evidence = evidence;
    this.quarantine =
        new QuarantineJudge(findings, evidence.quarantine(), evidence.shardOf(), putBack);
    this.alerts = new AlertJudge(findings, arePeopleTold);
    this.ledger =
        evidence.tables().alerts() == null ? null : new LedgerJudge(findings, arePeopleTold, time);
    this.noticeRows = new NoticeRowJudge(findings, time);
    this.windows = new WindowJudge(findings, time);
    this.shadows = new ShadowJudge(findings, rules.silence(), evidence.shardOf(), time);
  }

  /**
   * Compares. To be called once.
   *
   * @param notes of the run
   * @param folder for the notes of what is in the tables
   * @param givenUp hashes of the payloads of rejected records that the mapping gave up
   */
  void settle(
      Notes notes,
      Path folder,
      PeopleScore people,
      CountScore counts,
      FleetScore fleet,
      Set<String> givenUp) {
    try (Notes now = new Notes(folder, error -> {})) {
      noteTables(now, people, givenUp);
      noteFleet(now, fleet);
      for (Map<String, List<Note>> part : Notes.together(notes, now)) {
        part.forEach(this::judge);
      }
    }
    long noticesInDoubt = evidence.inDoubt().notifications() - alerts.toldInDoubt();
    excused =
        alerts.excused()
            + counts.judge(alerts.anomaliesByDevice(), findings)
            + Math.min(notices.repeated(), Math.max(0, noticesInDoubt));
    counts.compare(evidence.metrics(), findings);
    if (evidence.fleet() != null) {
      windows.compare(evidence.fleetMetrics(), evidence.fleet().windowsInDoubt());
    }
  }

  private void noteTables(Notes now, PeopleScore people, Set<String> givenUp) {
    TableContents tables = evidence.tables();
    for (Map<String, AttributeValue> item : tables.readings()) {
      now.add(NoteKey.ofReading(item), Note.Kind.FOUND, Image.of(item));
    }
    for (Map<String, AttributeValue> item : tables.rejected()) {
      now.add(NoteKey.ofRejected(item), Note.Kind.FOUND, Image.of(item));
      String payload = givenUp.isEmpty() ? "" : payload(item);
      if (givenUp.contains(payload)) {
        putBack.add(payload);
      }
    }
    if (tables.alerts() != null) {
      tables
          .alerts()
          .forEach(
              row ->
                  now.add(
                      NoteKey.ofAlert(NoteKey.keyOf(row)), Note.Kind.FOUND, LedgerRow.image(row)));
    }
    if (tables.notices() != null) {
      tables.notices().forEach(row -> NoticeRow.note(row, Note.Kind.FOUND, now));
      areNoticesKnown = !people.hasGivenUp();
    }
    people.noteOpenGaps(now);
    if (tables.shadows() != null) {
      people.noteShadows(now);
      tables
          .shadows()
          .forEach(
              shadow ->
                  now.add(
                      NoteKey.ofShadow(NoteKey.text(shadow, "device_id")),
                      Note.Kind.FOUND,
                      ShadowImage.of(shadow)));
    }
  }

  private void noteFleet(Notes now, FleetScore fleet) {
    if (evidence.tables().fleet() != null) {
      fleet.noteOpen(now);
      evidence
          .tables()
          .fleet()
          .forEach(
              item ->
                  now.add(
                      NoteKey.ofWindow(NoteKey.text(item, "window")),
                      Note.Kind.FOUND,
                      WindowImage.of(item)));
    }
  }

  private static String payload(Map<String, AttributeValue> item) {
    AttributeValue payload = item.get("payload");
    return payload == null || payload.b() == null
        ? ""
        : Image.hash(payload.b().asByteArrayUnsafe());
  }

  private void judge(String key, List<Note> of) {
    switch (key.charAt(0)) {
      case NoteKey.READING -> readings.judge(key, of);
      case NoteKey.REJECTED -> quarantine.judge(key, of);
      case NoteKey.ALERT -> {
        alerts.judge(key, of);
        if (ledger != null) {
          ledger.judge(key, of);
        }
      }
      case NoteKey.DEVICE -> notices.judge(key, of);
      case NoteKey.NOTICE -> {
        if (areNoticesKnown) {
          noticeRows.judge(key, of);
        }
      }
      case NoteKey.MESSAGE -> messages.judge(key, of);
      case NoteKey.SHADOW -> shadows.judge(key, of);
      case NoteKey.WINDOW -> windows.judge(key, of);
      default -> throw new IllegalStateException("nobody knows of " + key);
    }
  }

  Findings findings() {
    return findings;
  }

  /** Distinct readings, and records that break the data contract. */
  long published() {
    return readings.published() + quarantine.records();
  }

  long stored() {
    return readings.stored();
  }

  long rejected() {
    return quarantine.rejected();
  }

  /** Records that break the data contract and are not rightly in quarantine. */
  long notQuarantined() {
    return quarantine.records() - quarantine.rejected();
  }

  /** What people had to be told and were. */
  Detection told() {
    Detection all =
        notices.detection().values().stream().reduce(new Detection(0, 0, 0), Detection::plus);
    return new Detection(alerts.expected() + all.expected(), alerts.sent() + all.found(), 0);
  }

  /** How well each kind of anomaly was found. */
  SortedMap<String, Detection> detection() {
    SortedMap<String, Detection> detection = new TreeMap<>(alerts.detection());
    notices.detection().forEach((kind, one) -> detection.merge(kind, one, Detection::plus));
    return detection;
  }

  /** Repeated notifications and values of the metric that no fault excuses. */
  long repeatedWithoutNeed() {
    return findings.count(Kind.TOLD_AGAIN) + findings.count(Kind.COUNTED_AGAIN) - excused;
  }
}

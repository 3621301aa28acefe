package dev.iotpipeline.local.run.verdict;

import dev.iotpipeline.local.run.verdict.Findings.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Compares notifications and values of the metric with the anomalous readings, alert by alert.
 * Several readings may share a key. Then there has to be one alert, for any of them that is
 * anomalous: the first to be handled is sent.
 */
final class AlertJudge {

  /** A value that several alerts share; nobody can tell how much of it is whose. */
  static final String SHARED = "shared";

  private final Findings findings;
  private final boolean arePeopleTold;
  private final SortedMap<String, Detection> detection = new TreeMap<>();
  private final Map<String, CountRange> anomaliesByDevice = new HashMap<>();
  private long expected;
  private long sent;
  private long toldInDoubt;
  private long excused;

  /**
   * @param arePeopleTold whether each anomalous reading is an alert; if not, it is only counted
   */
  AlertJudge(Findings findings, boolean arePeopleTold) {
    this.findings = findings;
    this.arePeopleTold = arePeopleTold;
  }

  /** Alerts that had to be sent. */
  long expected() {
    return expected;
  }

  /** Those of them that were. */
  long sent() {
    return sent;
  }

  /** Notifications of alerts that a fault left without their mark. */
  long toldInDoubt() {
    return toldInDoubt;
  }

  /** Repetitions that a fault excuses. */
  long excused() {
    return excused;
  }

  /** How well each kind of anomaly was found. */
  SortedMap<String, Detection> detection() {
    return detection;
  }

  /** How many anomalies each device had that were not counted before. */
  Map<String, CountRange> anomaliesByDevice() {
    return anomaliesByDevice;
  }

  /** What is known of one alert. */
  private static final class Known {
    private final List<Said> allowed = new ArrayList<>();
    private final List<Said> told = new ArrayList<>();
    private final List<String> counted = new ArrayList<>();
    private Set<String> earlier = Set.of();
    private long toldInDoubt;
    private long countedInDoubt;

    private void add(Note note) {
      switch (note.kind()) {
        case DUE -> allowed.add(Said.of(note.body()));
        case TOLD -> told.add(Said.of(note.body()));
        case COUNTED -> counted.add(text(note));
        case EARLIER -> earlier = Image.attributes(note.body()).keySet();
        case TOLD_IN_DOUBT -> toldInDoubt++;
        case COUNTED_IN_DOUBT -> countedInDoubt++;
        case FOUND -> {
          // The row in the ledger is another's to judge.
        }
        default -> throw new IllegalStateException(note.kind() + " says nothing of an alert");
      }
    }

    private static String text(Note note) {
      return new String(note.body(), StandardCharsets.UTF_8);
    }
  }

  /** All that is known of one alert. */
  void judge(String key, List<Note> notes) {
    Known known = new Known();
    notes.forEach(known::add);
    toldInDoubt += known.toldInDoubt;
    judgeTold(NoteKey.shown(key), known);
    compare(known);
    if (arePeopleTold) {
      judgeCounted(NoteKey.shown(key), known);
    } else if (!known.allowed.isEmpty() && !known.earlier.contains(LedgerRow.COUNTED)) {
      anomaliesByDevice.merge(NoteKey.device(key), CountRange.of(known.allowed), CountRange::plus);
    }
  }

  private void judgeTold(String name, Known known) {
    List<Said> allowed = arePeopleTold ? known.allowed : List.of();
    long right = known.told.stream().filter(allowed::contains).count();
    known.told.stream()
        .filter(said -> !allowed.contains(said))
        .forEach(said -> findings.add(Kind.TOLD_WITHOUT_CAUSE, wrong(name, said, allowed)));
    if (allowed.isEmpty()) {
      return;
    }
    boolean isDue = !known.earlier.contains(LedgerRow.NOTIFIED);
    expected += isDue ? 1 : 0;
    sent += isDue && right > 0 ? 1 : 0;
    if (isDue && right == 0) {
      findings.add(Kind.NOT_TOLD, name + " " + allowed.get(0).anomalies());
    }
    long again = Math.max(0, right - (isDue ? 1 : 0));
    findings.add(Kind.TOLD_AGAIN, again, name);
    excused += Math.min(again, known.toldInDoubt);
  }

  private static String wrong(String name, Said said, List<Said> allowed) {
    return allowed.isEmpty()
        ? name + " " + said.anomalies()
        : name + ": " + said.shown() + " in place of " + allowed.get(0).shown();
  }

  private void judgeCounted(String name, Known known) {
    if (known.allowed.isEmpty()) {
      findings.add(Kind.COUNTED_WRONGLY, known.counted.size(), name + " is no alert");
      return;
    }
    boolean isDue = !known.earlier.contains(LedgerRow.COUNTED);
    if (isDue && known.counted.isEmpty()) {
      findings.add(Kind.NOT_COUNTED, name);
    }
    long again = Math.max(0, known.counted.size() - (isDue ? 1 : 0));
    findings.add(Kind.COUNTED_AGAIN, again, name);
    excused += Math.min(again, known.countedInDoubt);
    Set<String> allowed =
        known.allowed.stream()
            .map(said -> Integer.toString(said.anomalies().size()))
            .collect(Collectors.toSet());
    known.counted.stream()
        .filter(value -> !value.equals(SHARED) && !allowed.contains(value))
        .forEach(
            value ->
                findings.add(
                    Kind.COUNTED_WRONGLY, name + ": " + value + " anomalies, not " + allowed));
  }

  private void compare(Known known) {
    List<Said> allowed =
        arePeopleTold && !known.earlier.contains(LedgerRow.NOTIFIED) ? known.allowed : List.of();
    Set<String> said = known.told.isEmpty() ? Set.of() : known.told.get(0).anomalies();
    Set<String> first = allowed.isEmpty() ? Set.of() : allowed.get(0).anomalies();
    Set<String> right =
        allowed.stream().anyMatch(one -> one.anomalies().equals(said)) ? said : first;
    for (String anomaly : right) {
      count(anomaly, new Detection(1, said.contains(anomaly) ? 1 : 0, 0));
    }
    for (String anomaly : said) {
      if (!right.contains(anomaly) && !known.earlier.contains(LedgerRow.NOTIFIED)) {
        count(anomaly, new Detection(0, 0, 1));
      }
    }
  }

  private void count(String anomaly, Detection one) {
    detection.merge(anomaly, one, Detection::plus);
  }
}

package dev.iotpipeline.local.run.verdict;

import dev.iotpipeline.local.run.verdict.Findings.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares the rows of the ledger with the alerts, one by one. At the end of a run each alert is
 * done and nobody has a claim.
 */
final class LedgerJudge {

  private final Findings findings;
  private final boolean arePeopleTold;
  private final RunTime time;

  /**
   * @param arePeopleTold whether each anomalous reading is an alert; if not, it is only counted
   */
  LedgerJudge(Findings findings, boolean arePeopleTold, RunTime time) {
    this.findings = findings;
    this.arePeopleTold = arePeopleTold;
    this.time = time;
  }

  /** All that is known of one alert. */
  void judge(String key, List<Note> notes) {
    List<Said> due = new ArrayList<>();
    SortedMap<String, String> earlier = null;
    SortedMap<String, String> found = null;
    for (Note note : notes) {
      switch (note.kind()) {
        case DUE -> due.add(Said.of(note.body()));
        case EARLIER -> earlier = Image.attributes(note.body());
        case FOUND -> found = Image.attributes(note.body());
        default -> {
          // What people were told and what was counted is another's to judge.
        }
      }
    }
    String name = NoteKey.shown(key);
    if (earlier != null && (due.isEmpty() || isDone(earlier))) {
      unchanged(name, earlier, found);
    } else if (due.isEmpty()) {
      if (found != null) {
        findings.add(Kind.WRONG_IN_LEDGER, name + " is no alert");
      }
    } else if (found == null) {
      findings.add(Kind.WRONG_IN_LEDGER, name + " is missing");
    } else {
      compare(name, due, earlier, found);
    }
  }

  private boolean isDone(SortedMap<String, String> row) {
    return row.containsKey(LedgerRow.COUNTED)
        && (!arePeopleTold || row.containsKey(LedgerRow.NOTIFIED));
  }

  private void unchanged(
      String name, SortedMap<String, String> earlier, @Nullable SortedMap<String, String> found) {
    if (found == null) {
      findings.add(Kind.OF_EARLIER_RUN_CHANGED, name + " in the ledger is gone");
    } else if (!earlier.equals(found)) {
      findings.add(
          Kind.OF_EARLIER_RUN_CHANGED,
          name + " in the ledger: " + Image.differences(earlier, found));
    }
  }

  private void compare(
      String name,
      List<Said> due,
      @Nullable SortedMap<String, String> earlier,
      SortedMap<String, String> found) {
    SortedMap<String, String> expected = new TreeMap<>();
    expected.put("device_id", found.getOrDefault("device_id", ""));
    expected.put("timestamp", found.getOrDefault("timestamp", ""));
    String said = found.get(LedgerRow.ANOMALIES);
    List<String> allowed = due.stream().map(LedgerRow::anomalies).toList();
    expected.put(
        LedgerRow.ANOMALIES, said != null && allowed.contains(said) ? said : allowed.get(0));
    time.expect(LedgerRow.FIRST_SEEN, found, expected);
    time.expect(LedgerRow.COUNTED, found, expected);
    if (arePeopleTold) {
      time.expect(LedgerRow.NOTIFIED, found, expected);
    }
    if (earlier != null) {
      // A claim of a run that was cut short has ended, and this run has finished the alert.
      expected.putAll(earlier);
      expected.keySet().removeAll(List.of("claimed_by", "claimed_until"));
    }
    String differences = Image.differences(expected, found);
    if (!differences.isEmpty()) {
      findings.add(Kind.WRONG_IN_LEDGER, name + ": " + differences);
    }
  }
}

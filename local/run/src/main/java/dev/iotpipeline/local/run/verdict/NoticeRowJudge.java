package dev.iotpipeline.local.run.verdict;

import dev.iotpipeline.local.run.verdict.Findings.Kind;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares the rows of the table of notices with the notices, one by one. At the end of a run each
 * notice is told and nobody leads a digest.
 */
final class NoticeRowJudge {

  private static final String ARRIVALS = "arrivals";

  private final Findings findings;
  private final RunTime time;

  NoticeRowJudge(Findings findings, RunTime time) {
    this.findings = findings;
    this.time = time;
  }

  /** What is known of one row. */
  private static final class Known {
    private @Nullable SortedMap<String, String> earlier;
    private @Nullable SortedMap<String, String> found;
    private @Nullable SortedMap<String, String> due;

    /** Whether the row has to be there, and not only may. */
    private boolean isDemanded;

    private boolean hasNotices;

    private void add(Note note) {
      switch (note.kind()) {
        case EARLIER -> earlier = Image.attributes(note.body());
        case FOUND -> found = Image.attributes(note.body());
        case DUE -> {
          due = Image.attributes(note.body());
          isDemanded = true;
        }
        case GAP -> due = Image.attributes(note.body());
        case TOLD -> isDemanded = true;
        case PRODUCED -> hasNotices = true;
        default -> throw new IllegalStateException(note.kind() + " says nothing of a notice's row");
      }
    }
  }

  /** All that is known of one row. */
  void judge(String key, List<Note> notes) {
    Known known = new Known();
    notes.forEach(known::add);
    String name = NoteKey.shown(key);
    if (name.endsWith(" " + NoticeRow.HEAD)) {
      judgeHead(name, known);
    } else if (known.earlier != null) {
      if (!known.earlier.equals(known.found)) {
        findings.add(Kind.OF_EARLIER_RUN_CHANGED, "notice " + name);
      }
    } else if (known.due == null) {
      if (known.found != null) {
        findings.add(
            Kind.WRONG_NOTICE, name + " " + known.found.get("device_id") + " is no notice");
      }
    } else if (known.found != null && !known.isDemanded) {
      report(name, "nobody was told of it");
    } else if (known.found != null) {
      compare(name, known.due, known.found);
    } else if (known.isDemanded) {
      findings.add(Kind.WRONG_NOTICE, name + " is missing: " + known.due);
    }
  }

  private void compare(
      String name, SortedMap<String, String> due, SortedMap<String, String> found) {
    SortedMap<String, String> expected = new TreeMap<>(due);
    expected.put("digest", found.getOrDefault("digest", ""));
    expected.put("entry", found.getOrDefault("entry", ""));
    time.expect("notified_at", found, expected);
    report(name, Image.differences(expected, found));
  }

  /** How many invocations have come to a digest is not known. */
  private void judgeHead(String name, Known known) {
    if (known.found == null) {
      report(name, "is missing");
    } else if (!known.hasNotices) {
      report(name, "is the head of no notice");
    } else if (known.earlier == null) {
      SortedMap<String, String> expected = new TreeMap<>();
      for (String attribute : List.of("digest", "entry", ARRIVALS)) {
        expected.put(attribute, known.found.getOrDefault(attribute, "N 1"));
      }
      if (!expected.getOrDefault(ARRIVALS, "").matches("N [1-9][0-9]*")) {
        expected.put(ARRIVALS, "a number");
      }
      report(name, Image.differences(expected, known.found));
    }
  }

  private void report(String name, String differences) {
    if (!differences.isEmpty()) {
      findings.add(Kind.WRONG_NOTICE, name + ": " + differences);
    }
  }
}

package dev.iotpipeline.local.run.verdict;

import dev.iotpipeline.local.run.verdict.Findings.Kind;
import dev.iotpipeline.local.run.verdict.SilenceModel.Gap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compares the notices of breaches and of silence with those that digests named. */
final class NoticeJudge {

  private final Findings findings;
  private final SortedMap<String, Detection> detection = new TreeMap<>();
  private final Set<Long> repeating = new HashSet<>();

  NoticeJudge(Findings findings) {
    this.findings = findings;
  }

  /** How well each kind of notice was found. */
  SortedMap<String, Detection> detection() {
    return detection;
  }

  /** Messages that named something again. */
  long repeated() {
    return repeating.size();
  }

  /** All that is known of the notices of one device. */
  void judge(String key, List<Note> notes) {
    String device = NoteKey.device(key);
    Set<NoticeName> due = new LinkedHashSet<>();
    List<Gap> gaps = new ArrayList<>();
    Map<NoticeName, Integer> told = new HashMap<>();
    for (Note note : notes) {
      switch (note.kind()) {
        case DUE -> due.add(NoticeName.of(device, note.body()));
        case GAP -> gaps.add(Gap.of(device, note.body()));
        case TOLD -> tell(NoticeName.of(device, note.body()), note, told);
        default -> throw new IllegalStateException(note.kind() + " says nothing of a device");
      }
    }
    due.forEach(notice -> demand(notice, told));
    for (Gap gap : gaps) {
      boolean raised = told.containsKey(gap.raised());
      if (raised || gap.mustBeTold()) {
        demand(gap.raised(), told);
      }
      if (raised && gap.to() != null) {
        demand(gap.cleared(), told);
      }
    }
    for (NoticeName notice : told.keySet()) {
      count(notice, new Detection(0, 0, 1));
      findings.add(Kind.TOLD_WITHOUT_CAUSE, notice.shown());
    }
  }

  private void tell(NoticeName notice, Note note, Map<NoticeName, Integer> told) {
    if (told.merge(notice, 1, Integer::sum) > 1) {
      long message = NoticeName.message(note.body());
      if (repeating.add(message)) {
        findings.add(Kind.TOLD_AGAIN, "message " + message + " names again: " + notice.shown());
      }
    }
  }

  /** Takes it from what was told: what is left there has no cause. */
  private void demand(NoticeName notice, Map<NoticeName, Integer> told) {
    boolean found = told.remove(notice) != null;
    count(notice, new Detection(1, found ? 1 : 0, 0));
    if (!found) {
      findings.add(Kind.NOT_TOLD, notice.shown());
    }
  }

  private void count(NoticeName notice, Detection one) {
    detection.merge(notice.anomaly(), one, Detection::plus);
  }
}

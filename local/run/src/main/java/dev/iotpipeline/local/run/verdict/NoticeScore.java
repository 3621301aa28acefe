package dev.iotpipeline.local.run.verdict;

import dev.iotpipeline.local.run.verdict.SilenceModel.Gap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The notices of breaches and of silence: which there have to be, and which digests named. Safe for
 * use by any number of threads.
 */
final class NoticeScore {

  private final SilenceModel silence;
  private final Latency latency;

  /** When the reading was first sent that leads to the notice. */
  private final Map<NoticeName, Long> expected = new HashMap<>();

  private final Set<NoticeName> named = new HashSet<>();
  private long repeated;

  /**
   * @param latency is told how long each notice of a breach took
   */
  NoticeScore(SilenceModel silence, Latency latency) {
    this.silence = silence;
    this.latency = latency;
  }

  /** These have to be named, because of a reading that was first sent at this time. */
  synchronized void expect(List<NoticeName> notices, long publishedAt) {
    notices.forEach(notice -> expected.putIfAbsent(notice, publishedAt));
  }

  /** The topic has taken a digest that names these; returns how many are new. */
  synchronized int notified(List<NoticeName> notices) {
    int before = named.size();
    for (NoticeName notice : notices) {
      Long publishedAt = expected.get(notice);
      if (named.add(notice) && publishedAt != null) {
        latency.record(System.nanoTime() - publishedAt);
      }
    }
    int news = named.size() - before;
    repeated += news < notices.size() ? 1 : 0;
    return news;
  }

  /** The score so far. */
  synchronized Score score() {
    Map<String, Detection> detection = new TreeMap<>();
    Set<NoticeName> unexpected = new HashSet<>(named);
    for (NoticeName notice : expected.keySet()) {
      boolean found = unexpected.remove(notice);
      add(detection, notice, new Detection(1, found ? 1 : 0, 0));
    }
    for (Gap gap : silence.gaps()) {
      boolean raised = unexpected.remove(gap.raised());
      if (raised || gap.mustBeTold()) {
        add(detection, gap.raised(), new Detection(1, raised ? 1 : 0, 0));
      }
      if (raised && gap.to() != null) {
        boolean cleared = unexpected.remove(gap.cleared());
        add(detection, gap.cleared(), new Detection(1, cleared ? 1 : 0, 0));
      }
    }
    unexpected.forEach(notice -> add(detection, notice, new Detection(0, 0, 1)));
    Detection all = detection.values().stream().reduce(new Detection(0, 0, 0), Detection::plus);
    return new Score(
        all.expected(), all.found(), all.falsely(), repeated, 0, 0, 0, new TreeMap<>(detection));
  }

  private static void add(Map<String, Detection> all, NoticeName notice, Detection one) {
    all.merge(notice.anomaly(), one, Detection::plus);
  }
}

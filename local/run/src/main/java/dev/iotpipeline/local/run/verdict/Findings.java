package dev.iotpipeline.local.run.verdict;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is wrong with a run: how often, and some examples of each. */
final class Findings {

  private static final int EXAMPLES = 5;

  /** What can be wrong. */
  enum Kind {
    /** A reading was published and is not in the table. */
    LOST,
    /** A reading is in the table and is not what was sent. */
    ALTERED,
    /** A reading is in the table and nobody has sent it. */
    ADDED,
    /** A rejected record is not in quarantine; without one, it was not given up. */
    NOT_QUARANTINED,
    /** A row of the quarantine has no business there, or does not say what it has to. */
    WRONGLY_QUARANTINED,
    /** What an earlier run has left behind is gone or changed. */
    OF_EARLIER_RUN_CHANGED,
    /** People were not told. */
    NOT_TOLD,
    /** People were told without cause, or something else than is true. */
    TOLD_WITHOUT_CAUSE,
    /** People were told again. */
    TOLD_AGAIN,
    /** An alert is missing in the metric. */
    NOT_COUNTED,
    /** An alert is in the metric more than once. */
    COUNTED_AGAIN,
    /** The metric has a value without cause, or another value than is true. */
    COUNTED_WRONGLY,
    /** The topic did not take a message as it was sent. */
    MESSAGE_CHANGED,
    /** A row of the ledger of alerts is missing, without cause, or says something wrong. */
    WRONG_IN_LEDGER,
    /** A row of the table of notices is. */
    WRONG_NOTICE,
    /** A device's shadow is. */
    WRONG_SHADOW,
    /** An item or a metric of the fleet's statistics is. */
    WRONG_IN_FLEET;

    private String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
  private final Map<Kind, List<String>> examples = new EnumMap<>(Kind.class);

  /**
   * Something is wrong.
   *
   * @param what names it, and says what is wrong
   */
  void add(Kind kind, String what) {
    add(kind, 1, what);
  }

  /** As the other, so many times. */
  void add(Kind kind, long times, String what) {
    if (times > 0) {
      counts.merge(kind, times, Long::sum);
      List<String> some = examples.computeIfAbsent(kind, first -> new ArrayList<>());
      if (some.size() < EXAMPLES) {
        some.add(kind.words() + ": " + what);
      }
    }
  }

  long count(Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  /** Up to five of each kind. */
  List<String> examples() {
    return examples.values().stream().flatMap(List::stream).toList();
  }
}

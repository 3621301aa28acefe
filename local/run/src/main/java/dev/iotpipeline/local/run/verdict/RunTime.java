package dev.iotpipeline.local.run.verdict;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * From the first record of a run to its end. When in between something was written is known to
 * whoever wrote it alone: any such time is right.
 */
record RunTime(Instant from, Instant to) {

  private static final String TYPE = "S ";
  private static final String ANY = TYPE + "a time of the run";

  /** Puts what the attribute has to be: what was found, if it is a time of the run. */
  void expect(
      String attribute, SortedMap<String, String> found, SortedMap<String, String> expected) {
    String text = found.get(attribute);
    expected.put(attribute, text != null && holds(text) ? text : ANY);
  }

  private boolean holds(@Nullable String text) {
    if (text == null || !text.startsWith(TYPE)) {
      return false;
    }
    try {
      Instant at = Instant.parse(text.substring(TYPE.length()));
      return !at.isBefore(from) && !at.isAfter(to);
    } catch (DateTimeException e) {
      return false;
    }
  }
}

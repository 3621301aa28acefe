package dev.iotpipeline.local.run.verdict;

import dev.iotpipeline.local.run.verdict.Findings.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Compares the quarantine with the records that break the data contract, one by one. A run without
 * a quarantine has to give them up.
 */
final class QuarantineJudge {

  private final Findings findings;
  private final boolean quarantine;
  private final UnaryOperator<String> shardOf;
  private final Set<String> putBack;
  private long records;
  private long rejected;

  /**
   * @param quarantine whether the run had one
   * @param shardOf the shard of a sequence number
   * @param putBack hashes of payloads that were given up and are in quarantine by now
   */
  QuarantineJudge(
      Findings findings, boolean quarantine, UnaryOperator<String> shardOf, Set<String> putBack) {
    this.findings = findings;
    this.quarantine = quarantine;
    this.shardOf = shardOf;
    this.putBack = putBack;
  }

  /** Records that break the data contract. */
  long records() {
    return records;
  }

  /** Those of them that are in quarantine as they have to be, or were given up. */
  long rejected() {
    return rejected;
  }

  /** What is known of one sequence number. */
  private static final class Known {
    private @Nullable SortedMap<String, String> taken;
    private @Nullable SortedMap<String, String> found;
    private byte @Nullable [] earlier;
    private byte @Nullable [] foundImage;
    private int rows;
    private @Nullable String reason;
    private @Nullable String givenUp;

    private void add(Note note) {
      switch (note.kind()) {
        case TAKEN -> taken = Image.attributes(note.body());
        case EARLIER -> earlier = note.body();
        case FOUND -> {
          rows++;
          foundImage = note.body();
          found = Image.attributes(note.body());
        }
        case PRODUCED -> reason = "S " + text(note);
        case GIVEN_UP -> givenUp = text(note);
        default -> throw new IllegalStateException(note.kind() + " says nothing of a record");
      }
    }

    private static String text(Note note) {
      return new String(note.body(), StandardCharsets.UTF_8);
    }
  }

  /** All that is known of one sequence number. */
  void judge(String key, List<Note> notes) {
    Known known = new Known();
    notes.forEach(known::add);
    String name = "sequence number " + NoteKey.shown(key);
    if (known.rows > 1) {
      findings.add(Kind.WRONGLY_QUARANTINED, known.rows - 1, name + " is there more than once");
    }
    if (known.taken == null && known.reason == null) {
      judgeForeign(name, known);
      return;
    }
    records++;
    if (!quarantine) {
      judgeGivenUp(name, known);
    } else if (known.found != null) {
      judgeRow(name, known, known.found, shardOf.apply(NoteKey.shown(key)));
    } else if (known.givenUp != null && putBack.contains(known.givenUp)) {
      rejected++;
    } else {
      findings.add(Kind.NOT_QUARANTINED, name + reason(known));
    }
  }

  private void judgeForeign(String name, Known known) {
    if (known.earlier == null) {
      if (known.foundImage != null) {
        findings.add(Kind.WRONGLY_QUARANTINED, name + " is no rejected record");
      }
    } else if (known.foundImage == null || !Arrays.equals(known.earlier, known.foundImage)) {
      findings.add(Kind.OF_EARLIER_RUN_CHANGED, name + " in quarantine");
    }
  }

  private void judgeGivenUp(String name, Known known) {
    if (known.givenUp == null) {
      findings.add(Kind.NOT_QUARANTINED, name + " was not given up");
    } else {
      rejected++;
    }
    if (known.found != null) {
      findings.add(Kind.WRONGLY_QUARANTINED, name + ": the run has no quarantine");
    }
  }

  private void judgeRow(String name, Known known, SortedMap<String, String> found, String shard) {
    SortedMap<String, String> expected = known.taken;
    String differences;
    if (expected == null) {
      differences = "the stream did not take it, or took a reading";
    } else {
      expected.put(Image.SHARD, "S " + shard);
      if (known.reason != null) {
        expected.put("reason", known.reason);
      }
      differences = Image.differences(expected, found);
    }
    if (differences.isEmpty()) {
      rejected++;
    } else {
      findings.add(Kind.WRONGLY_QUARANTINED, name + ": " + differences);
    }
  }

  private static String reason(Known known) {
    String reason =
        known.reason != null || known.taken == null ? known.reason : known.taken.get("reason");
    return reason == null ? "" : " (" + reason.substring("S ".length()) + ")";
  }
}

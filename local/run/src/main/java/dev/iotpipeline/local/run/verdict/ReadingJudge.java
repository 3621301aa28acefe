package dev.iotpipeline.local.run.verdict;

import dev.iotpipeline.local.run.verdict.Findings.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares the table of readings with what was sent, key by key. Of several readings with one key,
 * the last has to be there.
 */
final class ReadingJudge {

  private final Findings findings;
  private long published;
  private long stored;

  ReadingJudge(Findings findings) {
    this.findings = findings;
  }

  /** Readings that were published, each key once. */
  long published() {
    return published;
  }

  /** Those of them that are in the table as they were sent. */
  long stored() {
    return stored;
  }

  /** All that is known of one key. */
  void judge(String key, List<Note> notes) {
    List<byte[]> produced = new ArrayList<>();
    List<byte[]> taken = new ArrayList<>();
    byte[] earlier = null;
    byte[] found = null;
    for (Note note : notes) {
      switch (note.kind()) {
        case PRODUCED -> produced.add(note.body());
        case TAKEN -> taken.add(note.body());
        case EARLIER -> earlier = note.body();
        case FOUND -> found = note.body();
        default -> throw new IllegalStateException(note.kind() + " says nothing of a reading");
      }
    }
    if (produced.isEmpty() && taken.isEmpty()) {
      judgeForeign(key, earlier, found);
    } else {
      judgeOwn(key, produced, taken, earlier, found);
    }
  }

  private void judgeForeign(String key, byte @Nullable [] earlier, byte @Nullable [] found) {
    if (earlier == null) {
      findings.add(Kind.ADDED, NoteKey.shown(key) + ", which nobody has sent");
    } else if (found == null) {
      findings.add(Kind.OF_EARLIER_RUN_CHANGED, NoteKey.shown(key) + " is gone");
    } else if (!Arrays.equals(earlier, found)) {
      findings.add(
          Kind.OF_EARLIER_RUN_CHANGED, NoteKey.shown(key) + ": " + differences(earlier, found));
    }
  }

  private void judgeOwn(
      String key,
      List<byte[]> produced,
      List<byte[]> taken,
      byte @Nullable [] earlier,
      byte @Nullable [] found) {
    published++;
    byte[] expected = taken.isEmpty() ? produced.get(0) : taken.get(taken.size() - 1);
    boolean isEarlier = found != null && earlier != null && Arrays.equals(earlier, found);
    if (taken.isEmpty()) {
      findings.add(Kind.LOST, NoteKey.shown(key) + ", which the stream did not take");
    } else if (found == null || (isEarlier && !Arrays.equals(expected, found))) {
      findings.add(Kind.LOST, NoteKey.shown(key));
    } else if (!Arrays.equals(expected, found)) {
      findings.add(Kind.ALTERED, NoteKey.shown(key) + ": " + differences(expected, found));
    } else if (!isAsProduced(produced, taken)) {
      findings.add(Kind.ALTERED, NoteKey.shown(key) + ": the stream took it with other values");
    } else {
      stored++;
    }
  }

  /** What a producer says that it sent has to be what the stream took. */
  private static boolean isAsProduced(List<byte[]> produced, List<byte[]> taken) {
    return produced.stream()
        .map(Image::attributes)
        .allMatch(sent -> taken.stream().map(ReadingJudge::withoutArrival).anyMatch(sent::equals));
  }

  private static SortedMap<String, String> withoutArrival(byte[] taken) {
    SortedMap<String, String> attributes = Image.attributes(taken);
    attributes.remove(Image.ARRIVAL);
    return attributes;
  }

  private static String differences(byte[] expected, byte[] found) {
    return Image.differences(Image.attributes(expected), Image.attributes(found));
  }
}

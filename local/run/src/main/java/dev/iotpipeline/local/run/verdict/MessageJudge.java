package dev.iotpipeline.local.run.verdict;

import dev.iotpipeline.local.run.verdict.Findings.Kind;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Compares the messages that the topic has taken with those that the alert function has sent. */
final class MessageJudge {

  private final Findings findings;

  MessageJudge(Findings findings) {
    this.findings = findings;
  }

  /** All that is known of one message. */
  void judge(String key, List<Note> notes) {
    SortedMap<String, String> sent = null;
    SortedMap<String, String> taken = null;
    for (Note note : notes) {
      switch (note.kind()) {
        case PRODUCED -> sent = Image.attributes(note.body());
        case TAKEN -> taken = Image.attributes(note.body());
        default -> throw new IllegalStateException(note.kind() + " says nothing of a message");
      }
    }
    String differences = differences(sent, taken);
    if (!differences.isEmpty()) {
      findings.add(Kind.MESSAGE_CHANGED, "message " + NoteKey.shown(key) + ": " + differences);
    }
  }

  private static String differences(
      @Nullable SortedMap<String, String> sent, @Nullable SortedMap<String, String> taken) {
    if (sent == null) {
      return "nobody has sent it";
    }
    return taken == null ? "the topic did not take it" : Image.differences(sent, taken);
  }
}

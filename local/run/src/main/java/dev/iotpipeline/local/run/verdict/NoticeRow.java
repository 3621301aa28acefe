package dev.iotpipeline.local.run.verdict;

import dev.iotpipeline.telemetry.Timestamps;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Where the rows of the table of notices are: the notices of a digest, and its head. */
final class NoticeRow {

  static final String HEAD = "#";

  private static final byte[] NOTHING = {};

  private NoticeRow() {}

  /** Notes a row of the table. */
  static void note(Map<String, AttributeValue> row, Note.Kind kind, Notes notes) {
    String digest = NoteKey.text(row, "digest");
    String entry = NoteKey.text(row, "entry");
    notes.add(NoteKey.ofNotice(digest, entry), kind, Image.of(row));
    if (!entry.equals(HEAD)) {
      notes.add(NoteKey.ofNotice(digest, HEAD), Note.Kind.PRODUCED, NOTHING);
    }
  }

  /** The key of the row of a notice, which has a name within its digest. */
  static String key(NoticeName name, Instant at, String digest) {
    String text =
        String.join("|", name.deviceId(), name.anomaly(), name.kind(), Timestamps.format(at));
    return NoteKey.ofNotice(digest, Image.fullHash(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The digest of what the stream took then: it closes at the next full interval. */
  static String digest(Instant arrival, Duration interval) {
    return Timestamps.format(start(arrival, interval).plus(interval));
  }

  /** The digest of a device that was heard last in a slot of time. */
  static String silentDigest(Instant heard, Duration silence) {
    return "silent " + Timestamps.format(start(heard, silence));
  }

  /** Of the interval that holds an instant. */
  static Instant start(Instant instant, Duration interval) {
    long seconds = interval.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), seconds) * seconds);
  }
}

package dev.iotpipeline.local.run.verdict;

import dev.iotpipeline.local.run.verdict.Findings.Kind;
import dev.iotpipeline.local.run.verdict.SilenceModel.Gap;
import dev.iotpipeline.telemetry.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Compares the shadows with what the stream took of each device. The shadow of a device is not
 * known if a record of it was given up, or if its records had several partition keys, so that they
 * had no order.
 */
final class ShadowJudge {

  private static final String HEARD = "heard_at";
  private static final String SLOT = "silence_slot";
  private static final String PLACE = "sequence_number";
  private static final int SLOT_PARTS = 16;

  private final Findings findings;
  private final Duration silence;
  private final UnaryOperator<String> shardOf;
  private final RunTime time;

  /**
   * @param silence how long nothing may be heard of a device; zero if nobody looks
   * @param shardOf the shard of a sequence number
   */
  ShadowJudge(Findings findings, Duration silence, UnaryOperator<String> shardOf, RunTime time) {
    this.findings = findings;
    this.silence = silence;
    this.shardOf = shardOf;
    this.time = time;
  }

  /** All that is known of one shadow. */
  void judge(String key, List<Note> notes) {
    String device = NoteKey.device(key);
    SortedMap<String, String> expected = null;
    SortedMap<String, String> found = null;
    Gap gap = null;
    boolean isKnown = true;
    for (Note note : notes) {
      switch (note.kind()) {
        case DUE -> expected = Image.attributes(note.body());
        case FOUND -> found = Image.attributes(note.body());
        case GAP -> gap = Gap.of(device, note.body());
        case GIVEN_UP -> isKnown = false;
        default -> throw new IllegalStateException(note.kind() + " says nothing of a shadow");
      }
    }
    if (expected == null) {
      findings.add(Kind.WRONG_SHADOW, device + ", of which nothing was heard");
    } else if (isKnown && found != null) {
      compare(device, expected, found, gap);
    } else if (isKnown) {
      findings.add(Kind.WRONG_SHADOW, device + " is missing");
    }
  }

  private void compare(
      String device,
      SortedMap<String, String> expected,
      SortedMap<String, String> found,
      @Nullable Gap gap) {
    String number = expected.getOrDefault(PLACE, "").substring("S ".length());
    expected.put("shard_id", Image.text(shardOf.apply(number)));
    found.computeIfPresent(PLACE, (name, text) -> text.replaceFirst("^S 0+", "S "));
    expected.put(PLACE, Image.text(number.replaceFirst("^0+", "")));
    boolean isSilent = gap != null && (gap.mustBeTold() || found.containsKey(silent("noticed_at")));
    if (isSilent) {
      expected.put(silent("since"), expected.getOrDefault(HEARD, ""));
      expected.put(silent("count"), "N 0");
      time.expect(silent("noticed_at"), found, expected);
    }
    expected.put(SLOT, Image.text(slot(device, expected, isSilent)));
    String differences = Image.differences(expected, found);
    if (!differences.isEmpty()) {
      findings.add(Kind.WRONG_SHADOW, device + ": " + differences);
    }
  }

  private static String silent(String attribute) {
    return ShadowImage.name(NoticeName.SILENT, attribute);
  }

  private String slot(String device, SortedMap<String, String> expected, boolean isSilent) {
    String slot = "off";
    if (isSilent) {
      slot = "silent";
    } else if (!silence.isZero()) {
      Instant heard = Instant.parse(expected.getOrDefault(HEARD, "").substring("S ".length()));
      slot = Timestamps.format(NoticeRow.start(heard, silence));
    }
    return "%s#%02d".formatted(slot, Math.floorMod(device.hashCode(), SLOT_PARTS));
  }
}

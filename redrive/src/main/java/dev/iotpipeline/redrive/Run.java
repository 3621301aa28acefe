package dev.iotpipeline.redrive;

import dev.iotpipeline.telemetry.RefusedReadingException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One run through what was given up: a line for each item, a count at the end. A dry run only
 * lists.
 */
final class Run {

  private static final int DONE = 0;
  private static final int SOMETHING_REMAINS = 1;

  private final PrintWriter out;
  private final PrintWriter err;
  private final Noun noun;
  private final boolean sends;
  private final long limit;
  private final Interruption interruption;
  private long items;
  private long putBack;
  private long notPutBack;
  private boolean isIncomplete;

  /**
   * @param out takes what is listed and what is put back
   * @param err takes what could not be put back
   * @param noun what an item is
   * @param sends false for a dry run
   * @param limit how many items at most
   */
  Run(
      PrintWriter out,
      PrintWriter err,
      Noun noun,
      boolean sends,
      long limit,
      Interruption interruption) {
    this.out = out;
    this.err = err;
    this.noun = noun;
    this.sends = sends;
    this.limit = limit;
    this.interruption = interruption;
  }

  boolean sends() {
    return sends;
  }

  /** Whether another item is wanted. */
  boolean goesOn() {
    return items < limit && !interruption.isStopped();
  }

  boolean isInterrupted() {
    return interruption.isStopped();
  }

  /**
   * Puts an item back, or lists it in a dry run. Sends first and deletes after: what is interrupted
   * in between is sent again by the next run, and never lost.
   *
   * @param line the item
   * @param send puts it where it belongs; may throw a {@link NotPutBackException}
   * @param delete removes it from where it was put aside
   * @return whether that went well
   * @throws SdkException if the error would come again with every other item
   */
  boolean put(String line, Runnable send, Runnable delete) {
    if (!sends) {
      items++;
      say(out, line);
      return true;
    }
    return did(line, send, "") && finished(line, delete);
  }

  private boolean finished(String line, Runnable delete) {
    if (!did(line, delete, "it was sent, but not deleted, and will be sent again: ")) {
      return false;
    }
    items++;
    putBack++;
    say(out, "put back  " + line);
    return true;
  }

  private boolean did(String line, Runnable step, String before) {
    try {
      step.run();
      return true;
    } catch (NotPutBackException e) {
      notPutBack(line, before + e.getMessage());
      return false;
    } catch (SdkException e) {
      notPutBack(line, before + CallErrors.oneLine(e));
      if (CallErrors.endsTheRun(e)) {
        throw e;
      }
      return false;
    }
  }

  /** An item that stays where it is, and why. */
  void notPutBack(String line, @Nullable String why) {
    items++;
    notPutBack++;
    if (sends) {
      say(err, "NOT put back  " + line + ": " + why);
    } else {
      say(out, line + ": " + why);
    }
  }

  /** Why the data contract refuses a record, in one line. */
  static String refusal(RefusedReadingException error) {
    return "refused, %s: %s".formatted(error.refusal().reason().code(), error.getMessage());
  }

  /** Something that was asked for and is not there to be put back. */
  void missing(String line, @Nullable String why) {
    isIncomplete = true;
    say(err, line + ": " + why);
  }

  /**
   * Says how far the run got.
   *
   * @return the exit code: 0 if everything is done or listed, otherwise 1
   */
  int finish() {
    say(out, summary());
    boolean remains = sends && notPutBack > 0;
    return remains || isIncomplete || interruption.isStopped() ? SOMETHING_REMAINS : DONE;
  }

  /** Says how far the run got before an error ended it; nothing if it did not begin. */
  void breakOff() {
    if (items > 0) {
      say(out, summary());
    }
  }

  private String summary() {
    StringBuilder text = new StringBuilder(interruption.isStopped() ? "Interrupted. " : "");
    if (items == 0) {
      return text.append("No ").append(noun.plural()).append(" found.").toString();
    }
    if (!sends) {
      text.append(noun.of(items)).append(" listed");
      if (notPutBack > 0) {
        text.append(", ").append(notPutBack).append(" of which cannot be put back");
      }
      return text.append(". Nothing was changed; the same with --send puts back what can be.")
          .toString();
    }
    return text.append(putBack)
        .append(" of ")
        .append(noun.of(items))
        .append(" put back.")
        .toString();
  }

  /** Messages of errors and keys of records are foreign text: no line breaks, no escapes. */
  private static void say(PrintWriter writer, String line) {
    StringBuilder text = new StringBuilder(line.length());
    line.codePoints()
        .forEach(point -> text.appendCodePoint(Character.isISOControl(point) ? ' ' : point));
    writer.println(text);
    writer.flush();
  }
}

package dev.iotpipeline.redrive;

import dev.iotpipeline.aws.ServiceErrors;
import dev.iotpipeline.telemetry.RejectedReadingException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import picocli.CommandLine;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One run over the given-up items. It prints a line for each item, and a count at the end. A dry
 * run only lists.
 */
final class Run {

  /** A row of items that are fetched when they are wanted. */
  interface Items<T> {

    /** The next item; empty after the last. */
    Optional<T> next();
  }

  private static final int DONE = 0;
  private static final int SOMETHING_REMAINS = 1;

  private final PrintWriter out;
  private final PrintWriter err;
  private final CountedItem kind;
  private final boolean sends;
  private final long limit;
  private final Interruption interruption;
  private long items;
  private long putBack;
  private long notPutBack;
  private long cleared;
  private Remains lost = Remains.NONE;
  private boolean isIncomplete;

  /**
   * @param commandLine its standard output gets what is listed and what is put back, its standard
   *     error what could not be put back
   * @param kind what kind of item the run counts
   * @param sends false for a dry run
   * @param limit how many items at most
   */
  Run(
      CommandLine commandLine,
      CountedItem kind,
      boolean sends,
      long limit,
      Interruption interruption) {
    this.out = commandLine.getOut();
    this.err = commandLine.getErr();
    this.kind = kind;
    this.sends = sends;
    this.limit = limit;
    this.interruption = interruption;
  }

  boolean sends() {
    return sends;
  }

  /**
   * Takes one item after the other, as long as the run goes on.
   *
   * @param items where they come from
   * @param handler does something with it; returns whether another item may follow
   * @return whether the last item was reached
   */
  <T> boolean each(Items<T> items, Predicate<T> handler) {
    while (goesOn()) {
      Optional<T> item = items.next();
      if (item.isEmpty()) {
        return true;
      }
      if (!handler.test(item.get())) {
        return false;
      }
    }
    return false;
  }

  /** Whether another item is wanted. */
  boolean goesOn() {
    return items < limit && !interruption.isStopped();
  }

  boolean isInterrupted() {
    return interruption.isStopped();
  }

  /** Names an item that the same run with {@code --send} puts back. */
  void list(String line) {
    items++;
    say(out, line);
  }

  /**
   * Puts an item back, or lists it in a dry run.
   *
   * @param line describes the item
   * @param send puts it where it belongs; may throw a {@link NotPutBackException}
   * @param delete removes it from the queue or table
   * @return whether that went well
   * @throws SdkException if every other item would fail in the same way
   */
  boolean put(String line, Runnable send, Runnable delete) {
    if (!sends) {
      list(line);
      return true;
    }
    return put(
        line,
        () -> {
          send.run();
          return Remains.NONE;
        },
        delete);
  }

  /**
   * Puts an item back of which a part may be gone. It sends first and deletes after that. If it is
   * killed in between, the next run sends the item again; nothing is lost.
   *
   * @param line describes the item
   * @param send puts back what is left, in a dry run only counts it; may throw a {@link
   *     NotPutBackException}
   * @param delete removes it from the queue; not called in a dry run
   * @return whether that went well
   * @throws SdkException if every other item would fail in the same way
   */
  boolean put(String line, Supplier<Remains> send, Runnable delete) {
    Optional<Remains> sent = attempt(line, send, "");
    if (sent.isEmpty() || (sends && !deleted(line, delete))) {
      return false;
    }
    Remains remains = sent.get();
    if (remains.isWhole()) {
      putBack += sends ? 1 : 0;
      list(sends ? "put back  " + line : line);
    } else {
      cleared++;
      lost = lost.plus(remains);
      list(cleared(line, remains));
    }
    return true;
  }

  private boolean deleted(String line, Runnable delete) {
    Supplier<Boolean> step =
        () -> {
          delete.run();
          return true;
        };
    return attempt(line, step, "it was sent, but not deleted, and will be sent again: ")
        .isPresent();
  }

  private String cleared(String line, Remains remains) {
    String left = CountedItem.RECORD.of(remains.left());
    return sends
        ? "cleared  %s: %s put back, %s".formatted(line, left, remains.loss())
        : "%s: %s left, %s; --send would clear it".formatted(line, left, remains.loss());
  }

  private <T> Optional<T> attempt(String line, Supplier<T> step, String before) {
    try {
      return Optional.of(step.get());
    } catch (NotPutBackException e) {
      notPutBack(line, before + e.getMessage());
    } catch (SdkException e) {
      notPutBack(line, before + ServiceErrors.describe(e));
      if (endsTheRun(e)) {
        throw e;
      }
    }
    return Optional.empty();
  }

  /**
   * Whether every other item would fail in the same way, because something is missing, not allowed
   * or not reached. Other errors belong to the one item.
   */
  private static boolean endsTheRun(SdkException error) {
    return !(error instanceof AwsServiceException)
        || ServiceErrors.isMissing(error)
        || ServiceErrors.isAccessDenied(error)
        || ServiceErrors.areCredentialsRefused(error);
  }

  /** Reports an item that stays where it is, and why. */
  void notPutBack(String line, String why) {
    items++;
    notPutBack++;
    if (sends) {
      say(err, "NOT put back  " + line + ": " + why);
    } else {
      say(out, line + ": " + why);
    }
  }

  /** Why the data contract rejects a record, in one line. */
  static String rejection(RejectedReadingException error) {
    return "rejected, %s: %s".formatted(error.rejection().reason().code(), error.getMessage());
  }

  /** Reports something that the user asked for and that does not exist any more. */
  void missing(String line, String why) {
    isIncomplete = true;
    say(err, line + ": " + why);
  }

  /** Reports what the user has to know, and what is no item that stays where it is. */
  void warn(String line) {
    say(err, line);
  }

  /**
   * Prints the count.
   *
   * @return the exit code: 0 if everything is done or listed, otherwise 1
   */
  int finish() {
    say(out, summary());
    boolean remains = sends && notPutBack > 0;
    return remains || isIncomplete || interruption.isStopped() ? SOMETHING_REMAINS : DONE;
  }

  /** Prints the count after an error ended the run; nothing if there was no item yet. */
  void breakOff() {
    if (items > 0) {
      say(out, summary());
    }
  }

  private String summary() {
    StringBuilder text = new StringBuilder(interruption.isStopped() ? "Interrupted. " : "");
    if (items == 0) {
      return text.append("No ").append(kind.plural()).append(" found.").toString();
    }
    if (!sends) {
      return text.append(kind.of(items)).append(" listed").append(listed()).toString();
    }
    return text.append(putBack)
        .append(" of ")
        .append(kind.of(items))
        .append(" put back.")
        .append(cleared == 0 ? "" : " " + cleared + " cleared: " + lost.loss() + ".")
        .toString();
  }

  private String listed() {
    if (notPutBack == items) {
      return items == 1
          ? ", which cannot be put back. Nothing was changed."
          : ", none of which can be put back. Nothing was changed.";
    }
    return (notPutBack == 0 ? "" : ", " + notPutBack + " of which cannot be put back")
        + (cleared == 0 ? "" : ". " + cleared + " would be cleared: " + lost.loss())
        + ". Nothing was changed; the same with --send puts back what can be.";
  }

  /** Error messages and keys come from outside; control characters become spaces. */
  private static void say(PrintWriter writer, String line) {
    StringBuilder text = new StringBuilder(line.length());
    line.codePoints()
        .forEach(point -> text.appendCodePoint(Character.isISOControl(point) ? ' ' : point));
    writer.println(text);
    writer.flush();
  }
}

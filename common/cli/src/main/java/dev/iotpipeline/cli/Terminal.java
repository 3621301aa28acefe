package dev.iotpipeline.cli;

import java.io.Console;

/** Answers whether the output goes to a terminal that a person watches. */
public final class Terminal {

  private Terminal() {}

  /**
   * Whether a text on the screen can have a colour, and its user wants that.
   *
   * @see <a href="https://no-color.org">NO_COLOR</a>
   */
  public static boolean hasColours() {
    String noColour = System.getenv("NO_COLOR");
    return (noColour == null || noColour.isEmpty()) && isInteractive();
  }

  /** Whether a line on the screen can be replaced. */
  public static boolean isInteractive() {
    Console console = System.console();
    if (console == null || "dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try {
      // Since JDK 22 a console may be something other than a terminal; isTerminal tells.
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException olderJdk) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}

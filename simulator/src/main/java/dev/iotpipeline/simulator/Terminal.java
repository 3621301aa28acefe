package dev.iotpipeline.simulator;

import java.io.Console;

/** Whether somebody is watching. */
public final class Terminal {

  private Terminal() {}

  /** Since JDK 22 there may be a console that is no terminal; it then says so itself. */
  public static boolean isInteractive() {
    Console console = System.console();
    if (console == null || "dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}

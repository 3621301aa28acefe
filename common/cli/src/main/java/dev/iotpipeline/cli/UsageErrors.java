package dev.iotpipeline.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Errors that the user can correct: one line on standard error, and exit code 2. Stack traces are
 * for faults of the program.
 */
public final class UsageErrors {

  /** The exit code of a run that the options or the environment make impossible. */
  public static final int EXIT_CODE = 2;

  private UsageErrors() {}

  /**
   * Reports each wrong option in one line. Subcommands have to be added before, because picocli
   * passes the handler on to those that it knows.
   *
   * @return the same command line
   */
  public static CommandLine asOneLine(CommandLine commandLine) {
    return commandLine.setParameterExceptionHandler(
        (error, arguments) -> report(error.getCommandLine(), message(error)));
  }

  private static String message(ParameterException error) {
    if (!(error instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return String.valueOf(error.getMessage());
    }
    // The values of an unknown option follow it as further unmatched arguments.
    String first = unmatched.getUnmatched().get(0);
    boolean isOption = unmatched.isUnknownOption();
    List<String> suggestions = unmatched.getSuggestions();
    return (isOption ? "Unknown option: '" : "Unmatched argument: '")
        + first
        + (suggestions.isEmpty()
            ? "'"
            : "'. Did you mean " + String.join(" or ", suggestions) + "?");
  }

  /**
   * Prints the message after the name of the command, for example {@code simulator: …}.
   *
   * @return the exit code
   */
  public static int report(CommandLine commandLine, String message) {
    PrintWriter err = commandLine.getErr();
    err.println(commandLine.getCommandSpec().root().name() + ": " + message);
    err.flush();
    return EXIT_CODE;
  }
}

package dev.iotpipeline.redrive;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command line of {@code redrive.jar}. Exit codes: 0 if everything is put back, or listed; 1 if
 * something could not be, or the run was interrupted; 2 if the options or the surroundings make a
 * run impossible.
 */
@Command(
    name = "redrive",
    description = {
      "Puts back what the pipeline gave up. Without --send it only lists it.",
      "It sends first and deletes after: it can be interrupted at any moment, and repeated.",
    },
    footer = {
      "",
      "Endpoints, region and credentials: --local, or AWS_REGION and the usual AWS settings.",
    },
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    version = "1.0.0",
    sortOptions = false,
    usageHelpAutoWidth = true)
public final class RedriveCommand implements Runnable {

  private static final int IMPOSSIBLE = 2;

  /** The item in hand, and the messages that become visible again. */
  private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(30);

  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  /** The command as it is started from a shell. */
  public RedriveCommand() {
    this(new Interruption());
  }

  private RedriveCommand(Interruption interruption) {
    this(new Surroundings(AwsClients::new, Clock.systemUTC(), interruption, interruption));
  }

  RedriveCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  public static void main(String[] arguments) {
    Interruption interruption = new Interruption();
    InterruptHook hook = new InterruptHook(interruption, LONGEST_GOODBYE);
    int exitCode = IMPOSSIBLE;
    try {
      exitCode =
          new RedriveCommand(interruption)
              .execute(
                  new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments);
    } finally {
      hook.finished(exitCode);
    }
    System.exit(exitCode);
  }

  /**
   * Runs to the end.
   *
   * @param out takes what is listed and put back, and the count
   * @param err takes what could not be put back and why, and a line for what makes a run impossible
   * @param arguments as in a shell
   * @return the exit code
   */
  public int execute(PrintWriter out, PrintWriter err, String... arguments) {
    return new CommandLine(this)
        .addSubcommand(new AlertsCommand(surroundings))
        .addSubcommand(new BatchesCommand(surroundings))
        .addSubcommand(new QuarantineCommand(surroundings))
        .addSubcommand(new RecordsCommand(surroundings))
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(
            (error, all) -> error(error.getCommandLine(), error.getMessage()))
        .execute(arguments);
  }

  /** One line for what the user can put right; a stack trace is for faults of this program. */
  static int error(CommandLine commandLine, @Nullable String message) {
    PrintWriter err = commandLine.getErr();
    err.println("redrive: " + message);
    err.flush();
    return IMPOSSIBLE;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "say what to put back: " + String.join(", ", spec.subcommands().keySet()));
  }
}

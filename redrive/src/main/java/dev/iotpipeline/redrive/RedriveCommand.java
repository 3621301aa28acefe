package dev.iotpipeline.redrive;

import dev.iotpipeline.cli.InterruptHook;
import dev.iotpipeline.cli.JarVersion;
import dev.iotpipeline.cli.UsageErrors;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command line of {@code redrive.jar}. Exit codes: 0 if everything is put back, or listed; 1 if
 * something could not be put back, or the run was interrupted; 2 if the options or the environment
 * make a run impossible.
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
    versionProvider = JarVersion.class,
    sortOptions = false,
    usageHelpAutoWidth = true)
public final class RedriveCommand implements Runnable {

  /** Enough to finish the current item and to make received messages visible again. */
  private static final Duration EXIT_TIMEOUT = Duration.ofSeconds(30);

  private final CommandContext context;

  @Spec private CommandSpec spec;

  /** The command as it is started from a shell. */
  public RedriveCommand() {
    this(new Interruption());
  }

  private RedriveCommand(Interruption interruption) {
    this(new CommandContext(AwsClients::new, Clock.systemUTC(), interruption, interruption));
  }

  RedriveCommand(CommandContext context) {
    this.context = context;
  }

  public static void main(String[] arguments) {
    Interruption interruption = new Interruption();
    int exitCode;
    try (InterruptHook hook = new InterruptHook(EXIT_TIMEOUT)) {
      hook.onInterrupt(interruption::stop);
      PrintWriter out = new PrintWriter(System.out, true);
      PrintWriter err = new PrintWriter(System.err, true);
      exitCode = hook.exitCode(new RedriveCommand(interruption).execute(out, err, arguments));
    }
    System.exit(exitCode);
  }

  /**
   * Runs one command line to its end.
   *
   * @param out gets a line for each item that is listed or put back, and the count
   * @param err gets what could not be put back and why, and what makes a run impossible
   * @param arguments as in a shell
   * @return the exit code
   */
  public int execute(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine commandLine =
        new CommandLine(this)
            .addSubcommand(new AlertsCommand(context))
            .addSubcommand(new BatchesCommand(context))
            .addSubcommand(new QuarantineCommand(context))
            .addSubcommand(new RecordsCommand(context))
            .setOut(out)
            .setErr(err);
    return UsageErrors.asOneLine(commandLine).execute(arguments);
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "say what to put back: " + String.join(", ", spec.subcommands().keySet()));
  }
}

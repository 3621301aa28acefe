package dev.iotpipeline.local.run;

import dev.iotpipeline.cli.InterruptHook;
import dev.iotpipeline.simulator.FleetOptions;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line of {@code ./run-local}. */
@Command(
    name = "run-local",
    description = "Runs the whole pipeline on this machine: no AWS account, no Docker.",
    mixinStandardHelpOptions = true,
    version = "1.0.0",
    sortOptions = false,
    usageHelpAutoWidth = true)
public final class LocalCommand implements Callable<Integer> {

  /** The wait for open work has its own limit. The comparison has to read whole tables. */
  private static final Duration LIMIT_AFTER_CTRL_C = Duration.ofMinutes(10);

  @Spec private CommandSpec spec;
  @Mixin private FleetOptions fleet;
  @Mixin private RunOptions options;

  private final Supplier<InterruptHook> hooks;

  LocalCommand() {
    this(() -> new InterruptHook(LIMIT_AFTER_CTRL_C));
  }

  /**
   * @param hooks make what tells this command of Ctrl-C
   */
  LocalCommand(Supplier<InterruptHook> hooks) {
    this.hooks = hooks;
  }

  public static void main(String[] arguments) {
    System.exit(commandLine(new LocalCommand()).execute(arguments));
  }

  /** An error that the user can correct is one line; only a bug has a stack trace. */
  static CommandLine commandLine(LocalCommand command) {
    return new CommandLine(command)
        .setParameterExceptionHandler(
            (error, arguments) -> {
              PrintWriter err = error.getCommandLine().getErr();
              err.println("run-local: " + error.getMessage());
              err.flush();
              return CommandLine.ExitCode.USAGE;
            });
  }

  @Override
  public Integer call() throws InterruptedException {
    options.check(fleet);
    if (options.checkOptions) {
      return 0;
    }
    InterruptHook hook = hooks.get();
    int exitCode = CommandLine.ExitCode.SOFTWARE;
    try {
      exitCode = new CommandRun(spec.commandLine(), options, fleet, hook).run();
      return exitCode;
    } finally {
      hook.finished(exitCode);
    }
  }
}

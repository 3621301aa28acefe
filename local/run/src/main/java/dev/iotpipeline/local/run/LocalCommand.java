package dev.iotpipeline.local.run;

import dev.iotpipeline.cli.InterruptHook;
import dev.iotpipeline.cli.JarVersion;
import dev.iotpipeline.cli.UsageErrors;
import dev.iotpipeline.simulator.FleetOptions;
import dev.iotpipeline.simulator.Scenario;
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
    versionProvider = JarVersion.class,
    sortOptions = false,
    usageHelpAutoWidth = true)
public final class LocalCommand implements Callable<Integer> {

  /** The wait for open work has its own limit. The comparison has to read whole tables. */
  private static final Duration LIMIT_AFTER_CTRL_C = Duration.ofMinutes(10);

  /** Its readings rise only where something is wrong; those of the article rise all the time. */
  static final Scenario SCENARIO = Scenario.SPIKES;

  @Spec private CommandSpec spec;
  @Mixin private FleetOptions fleet = new FleetOptions(SCENARIO);
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

  static CommandLine commandLine(LocalCommand command) {
    return UsageErrors.asOneLine(new CommandLine(command));
  }

  @Override
  public Integer call() throws InterruptedException {
    options.check(fleet);
    if (options.checkOptions) {
      return 0;
    }
    try (InterruptHook hook = hooks.get()) {
      return run(hook);
    }
  }

  /** Everything is printed before the hook hears that the command has ended. */
  private int run(InterruptHook hook) throws InterruptedException {
    CommandLine commandLine = spec.commandLine();
    try {
      return hook.exitCode(new CommandRun(commandLine, options, fleet, hook).run());
    } catch (CommandLine.ParameterException e) {
      hook.exitCode(UsageErrors.EXIT_CODE);
      return UsageErrors.report(commandLine, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      int exitCode = hook.exitCode(commandLine.getCommandSpec().exitCodeOnExecutionException());
      e.printStackTrace(commandLine.getErr());
      return exitCode;
    }
  }
}

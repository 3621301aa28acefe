package dev.iotpipeline.simulator;

import dev.iotpipeline.aws.Environment;
import dev.iotpipeline.aws.InvalidSettingException;
import dev.iotpipeline.aws.ServiceErrors;
import dev.iotpipeline.cli.DurationConverter;
import dev.iotpipeline.cli.InterruptHook;
import dev.iotpipeline.cli.JarVersion;
import dev.iotpipeline.cli.Terminal;
import dev.iotpipeline.cli.UsageErrors;
import dev.iotpipeline.telemetry.Thresholds;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * The command line of {@code simulator.jar}. Exit codes: 0 if the stream took every reading, 1 if
 * some failed or never began, 2 if the options or the environment make a run impossible.
 */
@Command(
    name = "simulator",
    description = "Publishes the readings of virtual devices to a Kinesis data stream.",
    footer = {
      "",
      "Endpoint, region and credentials: AWS_ENDPOINT_URL_KINESIS, AWS_REGION and the usual AWS"
          + " settings.",
    },
    mixinStandardHelpOptions = true,
    versionProvider = JarVersion.class,
    sortOptions = false,
    usageHelpAutoWidth = true)
public final class SimulatorCommand implements Callable<Integer> {

  /** Enough for the calls under way and for the last attempts of throttled messages. */
  private static final Duration EXIT_TIMEOUT = Duration.ofSeconds(30);

  private final Supplier<KinesisClient> clients;
  private final Environment environment;
  private final Clock clock;
  private final boolean terminal;

  @Spec private CommandSpec spec;
  @Mixin private FleetOptions fleet;

  @Option(
      names = "--stream",
      paramLabel = "NAME",
      description = "Name of the stream, or KINESIS_STREAM_NAME (default: ${DEFAULT-VALUE}).",
      defaultValue = "${env:KINESIS_STREAM_NAME:-iot-telemetry-stream}")
  private String streamName;

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description =
          "Write a JSON line per message with the anomalies it has to raise, or the reason it has to be"
              + " rejected for.")
  private @Nullable Path truth;

  SimulatorCommand(
      Supplier<KinesisClient> clients, Environment environment, Clock clock, boolean terminal) {
    this.clients = clients;
    this.environment = environment;
    this.clock = clock;
    this.terminal = terminal;
  }

  public static void main(String[] arguments) {
    SimulatorCommand command =
        new SimulatorCommand(
            KinesisClients::create,
            Environment.ofProcess(),
            Clock.systemUTC(),
            Terminal.isInteractive());
    System.exit(commandLine(command).execute(arguments));
  }

  static CommandLine commandLine(SimulatorCommand command) {
    return UsageErrors.asOneLine(new CommandLine(command));
  }

  @Override
  public Integer call() {
    try (InterruptHook hook = new InterruptHook(EXIT_TIMEOUT)) {
      return hook.exitCode(publish(fleet.toPlan(clock), hook));
    }
  }

  private int publish(FleetPlan plan, InterruptHook hook) {
    try (KinesisClient client = KinesisClients.advice(streamName).client(clients)) {
      Preflight.check(client, streamName);
      return withTruth(plan, client, hook);
    } catch (SimulationFailedException | InvalidSettingException e) {
      return UsageErrors.report(spec.commandLine(), ServiceErrors.describe(e));
    } catch (IOException e) {
      return UsageErrors.report(
          spec.commandLine(), "the truth file cannot be written (" + e + "): check --truth");
    }
  }

  private int withTruth(FleetPlan plan, KinesisClient client, InterruptHook hook)
      throws IOException {
    if (truth == null) {
      return run(plan, client, List.of(), hook);
    }
    try (TruthFile file = new TruthFile(truth, Thresholds.from(environment::decimal))) {
      return run(plan, client, List.of(file), hook);
    }
  }

  private int run(
      FleetPlan plan,
      KinesisClient client,
      List<SimulationListener> listeners,
      InterruptHook hook) {
    Simulation simulation =
        new Simulation(plan, streamName, client, listeners, Simulation.MOST_THREADS);
    PrintWriter out = spec.commandLine().getOut();
    out.println(announcement(plan));
    out.flush();
    hook.onInterrupt(simulation::stop);
    SimulationView view = new SimulationView(out, terminal, plan.count());
    ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
    try {
      long pause = view.betweenTicks().toMillis();
      ticker.scheduleAtFixedRate(
          () -> view.tick(simulation.summary()), pause, pause, TimeUnit.MILLISECONDS);
      return simulation.run().isComplete() ? 0 : 1;
    } finally {
      ticker.shutdownNow();
      view.summary(simulation.summary());
    }
  }

  /** The first line of a run; it holds the options that give the same readings again. */
  private String announcement(FleetPlan plan) {
    return String.format(
        Locale.ROOT,
        "%d devices publish to %s, %s, with %s --start-time %s%s",
        plan.devices(),
        streamName,
        plan.interval().isZero()
            ? "as fast as it goes"
            : "one each every " + DurationConverter.text(plan.interval()),
        FleetOptions.toRepeat(plan, Scenario.ARTICLE),
        plan.start(),
        plan.count() == null && plan.duration() == null ? ", until Ctrl-C" : "");
  }
}

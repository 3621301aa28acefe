package dev.iotpipeline.benchmarks;

import dev.iotpipeline.benchmarks.Chart.Panel;
import dev.iotpipeline.benchmarks.SideBySide.Extent;
import dev.iotpipeline.benchmarks.function.Contender;
import dev.iotpipeline.benchmarks.function.KinesisBatches.Shape;
import dev.iotpipeline.cli.DurationConverter;
import dev.iotpipeline.cli.UsageErrors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of {@code benchmarks/run}. */
@Command(
    name = "benchmarks/run",
    description = "Measures the consumer beside others and prints a table for each part.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true)
public final class BenchmarksCommand implements Callable<Integer> {

  private static final String SUBTITLE =
      "benchmarks/run shards devices sizes memory: as deployed, with shadows, each shard a process of its own,"
          + " services that answer after 5 or 10 ms";

  enum Part {
    start,
    restore,
    warm,
    anomalies,
    shards,
    devices,
    sizes,
    memory,
    producers
  }

  @Parameters(
      paramLabel = "PART",
      description = "What to measure: ${COMPLETION-CANDIDATES} (default: all).",
      arity = "0..*")
  private List<Part> parts = List.of(Part.values());

  @Option(
      names = "--only",
      paramLabel = "WORD",
      split = ",",
      description = "Only contenders whose names contain one of these words.")
  private List<String> only = List.of();

  @Option(
      names = "--starts",
      paramLabel = "N",
      description = "How often each is started and restored (default: ${DEFAULT-VALUE}).",
      defaultValue = "3")
  private int starts;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description = "Batches before anything is measured (default: ${DEFAULT-VALUE}).",
      defaultValue = "300")
  private int warmUp;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Turns of each contender (default: ${DEFAULT-VALUE}).",
      defaultValue = "5")
  private int rounds;

  @Option(
      names = "--batches",
      paramLabel = "N",
      description = "Batches in a turn (default: ${DEFAULT-VALUE}).",
      defaultValue = "40")
  private int batches;

  @Option(
      names = "--turn",
      paramLabel = "TIME",
      description = "The longest that a turn may take (default: ${DEFAULT-VALUE}).",
      converter = DurationConverter.class,
      defaultValue = "4s")
  private Duration turn;

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = "Draw shards, devices, sizes and memory into this file, as SVG.")
  private @Nullable Path plot;

  private BenchmarksCommand() {}

  public static void main(String[] arguments) {
    CommandLine command = UsageErrors.asOneLine(new CommandLine(new BenchmarksCommand()));
    command.setExecutionExceptionHandler(
        (error, line, parsed) -> UsageErrors.report(line, String.valueOf(error.getMessage())));
    System.exit(command.execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Path root = Path.of(System.getProperty("benchmarks.root", ".")).toAbsolutePath().normalize();
    Python python = new Python();
    Contenders all = new Contenders(root, python);
    List<Contender> contenders = all.named(only);
    SideBySide measure =
        new SideBySide(
            contenders,
            new Extent(starts, warmUp, rounds, batches, turn),
            BenchmarksCommand::progress);
    if (parts.contains(Part.start) || parts.contains(Part.restore) || parts.contains(Part.warm)) {
      sideBySide(measure, new Results(contenders));
      all.missing().forEach(System.out::println);
    }
    if (parts.contains(Part.anomalies)) {
      Results anomalies = new Results(contenders);
      anomalies.warm(measure.warm(Shape.ANOMALOUS));
      System.out.println("\nEvery reading anomalous:\n\n" + anomalies.table());
    }
    growth(all);
    if (parts.contains(Part.producers)) {
      Producers producers = new Producers(root, python, BenchmarksCommand::progress);
      System.out.println("\nOne PutRecord call a reading:\n\n" + producers.table());
    }
    return 0;
  }

  private void sideBySide(SideBySide measure, Results results) throws Exception {
    if (parts.contains(Part.start)) {
      results.started(measure.starts());
    }
    if (parts.contains(Part.restore)) {
      results.restored(measure.restores());
    }
    if (parts.contains(Part.warm)) {
      results.warm(measure.warm(Shape.NORMAL));
    }
    System.out.println(results.table());
  }

  private void growth(Contenders all) throws Exception {
    Contender consumer = all.deployed(Contenders.HEAP_MEGABYTES);
    Growth growth = new Growth(consumer, BenchmarksCommand::progress);
    MemoryNeed memory =
        new MemoryNeed(all::deployed, Contenders.HEAP_MEGABYTES, BenchmarksCommand::progress);
    List<Panel> panels = new ArrayList<>();
    add(Part.shards, growth::shards, panels);
    add(Part.devices, growth::devices, panels);
    add(Part.sizes, growth::sizes, panels);
    add(Part.memory, memory::panel, panels);
    if (plot != null && !panels.isEmpty()) {
      Files.writeString(plot, Chart.svg("How the consumer grows", SUBTITLE, panels));
    }
  }

  /** What is measured is told at once: a run that is ended later is not in vain. */
  private void add(Part part, Callable<Panel> measure, List<Panel> panels) throws Exception {
    if (parts.contains(part)) {
      Panel panel = measure.call();
      System.out.println("\n" + panel.title() + ":\n\n" + panel.table());
      panels.add(panel);
    }
  }

  private static void progress(String line) {
    System.err.println("  " + line);
  }
}

package dev.iotpipeline.benchmarks;

import dev.iotpipeline.benchmarks.SideBySide.Extent;
import dev.iotpipeline.benchmarks.function.Contender;
import dev.iotpipeline.benchmarks.function.KinesisBatches.Shape;
import dev.iotpipeline.cli.DurationConverter;
import dev.iotpipeline.cli.UsageErrors;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
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

  enum Part {
    start,
    restore,
    warm,
    anomalies
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

  private BenchmarksCommand() {}

  public static void main(String[] arguments) {
    CommandLine command = new CommandLine(new BenchmarksCommand());
    System.exit(UsageErrors.asOneLine(command).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Path root = Path.of(System.getProperty("benchmarks.root", ".")).toAbsolutePath().normalize();
    List<Contender> contenders = new Contenders(root).named(only);
    SideBySide measure =
        new SideBySide(
            contenders,
            new Extent(starts, warmUp, rounds, batches, turn),
            line -> System.err.println("  " + line));
    Results results = new Results(contenders);
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
    if (parts.contains(Part.anomalies)) {
      Results anomalies = new Results(contenders);
      anomalies.warm(measure.warm(Shape.ANOMALOUS));
      System.out.println("\nEvery reading anomalous:\n\n" + anomalies.table());
    }
    return 0;
  }
}

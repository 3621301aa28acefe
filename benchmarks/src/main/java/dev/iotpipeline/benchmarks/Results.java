package dev.iotpipeline.benchmarks;

import dev.iotpipeline.benchmarks.SideBySide.Warm;
import dev.iotpipeline.benchmarks.function.Contender;
import dev.iotpipeline.benchmarks.function.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was measured of each contender, as a table; what was not measured has no column. */
final class Results {

  private static final double MEGABYTE = 1e6;

  private final List<Contender> contenders;
  private Map<String, Samples> starts = Map.of();
  private Map<String, Samples> restores = Map.of();
  private Map<String, Warm> warm = Map.of();

  Results(List<Contender> contenders) {
    this.contenders = contenders;
  }

  void started(Map<String, Samples> measured) {
    starts = measured;
  }

  void restored(Map<String, Samples> measured) {
    restores = measured;
  }

  void warm(Map<String, Warm> measured) {
    warm = measured;
  }

  /** Medians; each ratio is to the bare handler, but that of the restore to the own warm batch. */
  String table() {
    List<String> header = new ArrayList<>(List.of("function"));
    if (!warm.isEmpty()) {
      header.addAll(List.of("batch of 100, warm", "to bare", "99 % within", "processor per batch"));
    }
    if (!starts.isEmpty()) {
      header.addAll(List.of("start to first answer", "to bare"));
    }
    if (!restores.isEmpty()) {
      header.add("first answer after restore");
    }
    if (!restores.isEmpty() && !warm.isEmpty()) {
      header.add("to warm");
    }
    header.add("jar");
    if (!warm.isEmpty()) {
      header.addAll(List.of("peak memory", "calls of a batch"));
    }
    Table table = new Table(header.toArray(String[]::new));
    contenders.forEach(contender -> table.add(row(contender)));
    return table.toString();
  }

  private List<String> row(Contender contender) {
    List<String> row = new ArrayList<>(List.of(contender.name()));
    Warm own = warm.get(contender.name());
    if (own != null) {
      row.add(milliseconds(own.times().median()));
      row.add(ratio(own.times().median(), warmMedian(Contenders.BARE)));
      row.add(milliseconds(own.times().percentile(0.99)));
      row.add(milliseconds(own.processor()));
    }
    if (!starts.isEmpty()) {
      double median = median(starts, contender.name());
      row.add(milliseconds(median));
      row.add(ratio(median, median(starts, Contenders.BARE)));
    }
    if (!restores.isEmpty()) {
      row.add(milliseconds(median(restores, contender.name())));
    }
    if (!restores.isEmpty() && own != null) {
      row.add(ratio(median(restores, contender.name()), own.times().median()));
    }
    row.add(contender.artifact().isEmpty() ? "" : Table.number(megabytes(contender), " MB"));
    if (own != null) {
      row.add(Table.number(own.peakMemory() / MEGABYTE, " MB"));
      row.add(calls(own));
    }
    return row;
  }

  private double warmMedian(String name) {
    @Nullable Warm of = warm.get(name);
    return of == null ? Double.NaN : of.times().median();
  }

  private static double median(Map<String, Samples> measured, String name) {
    @Nullable Samples of = measured.get(name);
    return of == null ? Double.NaN : of.median();
  }

  private static String milliseconds(double value) {
    return Table.number(value, " ms");
  }

  private static String ratio(double value, double to) {
    return Table.number(value / to, " x");
  }

  private static String calls(Warm own) {
    return own.calls().entrySet().stream()
        .map(entry -> entry.getValue() + " " + name(entry.getKey()))
        .collect(Collectors.joining(", "));
  }

  private static String name(Service service) {
    return service.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static double megabytes(Contender contender) {
    return contender.artifact().stream().mapToLong(Results::bytes).sum() / MEGABYTE;
  }

  private static long bytes(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

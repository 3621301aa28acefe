package dev.iotpipeline.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table in Markdown whose columns are aligned, so that it can be read as it is. */
final class Table {

  private final List<List<String>> rows = new ArrayList<>();

  Table(String... header) {
    rows.add(List.of(header));
  }

  void add(List<String> row) {
    rows.add(List.copyOf(row));
  }

  @Override
  public String toString() {
    int[] widths =
        IntStream.range(0, rows.get(0).size())
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(1))
            .toArray();
    List<String> lines = new ArrayList<>();
    rows.forEach(row -> lines.add(line(row, widths)));
    lines.add(
        1,
        IntStream.of(widths)
            .mapToObj(width -> "-".repeat(width + 2))
            .collect(Collectors.joining("|", "|", "|")));
    return String.join("\n", lines);
  }

  private static String line(List<String> row, int[] widths) {
    return IntStream.range(0, row.size())
        .mapToObj(
            column -> String.format(Locale.ROOT, " %-" + widths[column] + "s ", row.get(column)))
        .collect(Collectors.joining("|", "|", "|"));
  }

  /** A number with a fitting count of decimals and its unit; "" if there is none. */
  static String number(double value, String unit) {
    if (Double.isNaN(value)) {
      return "";
    }
    return String.format(Locale.ROOT, value < 100 ? "%.1f%s" : "%,.0f%s", value, unit);
  }
}

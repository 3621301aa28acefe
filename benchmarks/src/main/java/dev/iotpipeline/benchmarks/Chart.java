package dev.iotpipeline.benchmarks;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** Panels of lines in one SVG file that can be read in light and in dark. */
final class Chart {

  /** A measured value. */
  record Point(double x, double y) {}

  /** Points in the order of their x. */
  record Line(String name, List<Point> points) {}

  /**
   * One plot; both its axes are logarithmic.
   *
   * @param xUnit what is counted along x
   * @param yUnit is put behind each value
   */
  record Panel(String title, String xUnit, String yUnit, List<Line> lines) {

    /** The values as a table. */
    Table table() {
      List<String> header = new ArrayList<>(List.of(xUnit));
      lines.forEach(line -> header.add(line.name()));
      Table table = new Table(header.toArray(String[]::new));
      for (int i = 0; i < lines.get(0).points().size(); i++) {
        List<String> row = new ArrayList<>();
        row.add(label(lines.get(0).points().get(i).x()));
        for (Line line : lines) {
          row.add(label(line.points().get(i).y()) + yUnit);
        }
        table.add(row);
      }
      return table;
    }
  }

  private static final int WIDTH = 1120;
  private static final int HEAD = 70;
  private static final int PANEL_WIDTH = WIDTH / 2;
  private static final int PANEL_HEIGHT = 280;
  private static final int LEFT = 80;
  private static final int RIGHT = 100;
  private static final int TOP = 44;
  private static final int BOTTOM = 44;

  private static final String STYLE =
      """
        <style>
          :root { --ground: #f6f8f7; --line: #dde3e0; --ink: #151a1c; --soft: #566064;
                  --first: #0f766e; --second: #97388f; }
          @media (prefers-color-scheme: dark) {
            :root { --ground: #0f1315; --line: #2a3236; --ink: #e8edee; --soft: #9aa6ab;
                    --first: #3cb8a9; --second: #dd8ad6; }
          }
          text { fill: var(--soft); font-size: 12px; }
          .title { fill: var(--ink); font-size: 16px; font-weight: 650; }
          .panel { fill: var(--ink); font-size: 13px; font-weight: 600; }
          .grid { stroke: var(--line); }
          .line { fill: none; stroke-width: 2; stroke-linejoin: round; }
          .name { font-weight: 650; }
          .first { stroke: var(--first); } .second { stroke: var(--second); }
          .first.dot, .first.name { fill: var(--first); stroke: none; }
          .second.dot, .second.name { fill: var(--second); stroke: none; }
        </style>
      """;

  private static final List<String> COLOURS = List.of("first", "second");

  private final StringBuilder svg = new StringBuilder();

  private Chart() {}

  /** The whole file. */
  static String svg(String title, String subtitle, List<Panel> panels) {
    Chart chart = new Chart();
    int height = HEAD + (panels.size() + 1) / 2 * PANEL_HEIGHT;
    chart.add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\""
            + " font-family=\"Inter, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif\">",
        WIDTH, height, title);
    chart.svg.append(STYLE);
    chart.add(
        "<rect width=\"%d\" height=\"%d\" rx=\"14\" style=\"fill: var(--ground)\"/>",
        WIDTH, height);
    chart.text("title", LEFT, 32, "start", title);
    chart.text("", LEFT, 52, "start", subtitle);
    for (int i = 0; i < panels.size(); i++) {
      chart.panel(panels.get(i), i % 2 * PANEL_WIDTH, HEAD + i / 2 * PANEL_HEIGHT);
    }
    chart.add("</svg>");
    return chart.svg.toString();
  }

  private void panel(Panel panel, int x, int y) {
    Axis across = Axis.of(values(panel, true), x + LEFT, x + PANEL_WIDTH - RIGHT);
    Axis up = Axis.around(values(panel, false), y + PANEL_HEIGHT - BOTTOM, y + TOP);
    text("panel", x + LEFT, y + 24, "start", panel.title());
    for (double value : up.ticks()) {
      add(
          "<path class=\"grid\" d=\"M%.1f %.1fH%.1f\"/>",
          across.from(), up.place(value), across.to());
      text("", across.from() - 10, up.place(value) + 4, "end", label(value) + panel.yUnit());
    }
    for (Point point : panel.lines().get(0).points()) {
      text("", across.place(point.x()), up.from() + 20, "middle", label(point.x()));
    }
    for (int i = 0; i < panel.lines().size(); i++) {
      line(panel.lines().get(i), COLOURS.get(i), across, up);
    }
  }

  private void line(Line line, String colour, Axis across, Axis up) {
    String path =
        line.points().stream()
            .map(
                point ->
                    String.format(
                        Locale.ROOT, "%.1f %.1f", across.place(point.x()), up.place(point.y())))
            .collect(Collectors.joining("L", "M", ""));
    add("<path class=\"line %s\" d=\"%s\"/>", colour, path);
    for (Point point : line.points()) {
      add(
          "<circle class=\"dot %s\" r=\"3.5\" cx=\"%.1f\" cy=\"%.1f\"/>",
          colour, across.place(point.x()), up.place(point.y()));
    }
    Point last = line.points().get(line.points().size() - 1);
    text("name " + colour, across.to() + 10, up.place(last.y()) + 4, "start", line.name());
  }

  private static DoubleStream values(Panel panel, boolean across) {
    return panel.lines().stream()
        .flatMap(line -> line.points().stream())
        .mapToDouble(point -> across ? point.x() : point.y());
  }

  private void text(String kind, double x, double y, String anchor, String text) {
    add(
        "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
        kind, x, y, anchor, text);
  }

  private void add(String markup, Object... values) {
    svg.append("  ").append(String.format(Locale.ROOT, markup, values)).append('\n');
  }

  /** A number as people write it, three digits at most where it is no whole one. */
  static String label(double value) {
    if (value == Math.rint(value) || value >= 100) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, value < 1 ? "%.2f" : "%.1f", value);
  }

  /**
   * A logarithmic axis.
   *
   * @param least the value at its beginning
   * @param most the value at its end
   */
  private record Axis(double least, double most, double from, double to) {

    /** From the least of the values to the greatest. */
    static Axis of(DoubleStream values, double from, double to) {
      DoubleSummaryStatistics range = values.summaryStatistics();
      return new Axis(range.getMin(), range.getMax(), from, to);
    }

    /** With a power of ten at each end. */
    static Axis around(DoubleStream values, double from, double to) {
      DoubleSummaryStatistics range = values.summaryStatistics();
      double least = Math.pow(10, Math.floor(Math.log10(range.getMin())));
      double most = Math.pow(10, Math.ceil(Math.log10(range.getMax())));
      return new Axis(least, most == least ? least * 10 : most, from, to);
    }

    double place(double value) {
      return from + (to - from) * Math.log10(value / least) / Math.log10(most / least);
    }

    List<Double> ticks() {
      List<Double> ticks = new ArrayList<>();
      for (double tick = least; tick <= most * 1.01; tick *= 10) {
        ticks.add(tick);
      }
      return ticks;
    }
  }
}

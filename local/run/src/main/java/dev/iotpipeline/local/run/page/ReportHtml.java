package dev.iotpipeline.local.run.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The report as one file that needs no other: the styles and modules of the page are put into it.
 */
final class ReportHtml {

  private static final List<String> STYLES =
      List.of(
          PageServer.UPLOT + "/uPlot.min.css",
          "/page/base.css",
          "/page/page.css",
          "/page/flow.css",
          "/page/charts.css",
          "/page/panels.css",
          "/report/report.css");

  /** In the order of their imports, because together they are one module. */
  private static final List<String> MODULES =
      List.of(
          "/page/dom.js",
          "/page/format.js",
          "/page/chart-key.js",
          "/page/charts.js",
          "/page/run-charts.js",
          "/page/headline.js",
          "/page/alerts.js",
          "/report/report.js");

  private ReportHtml() {}

  /**
   * The report as HTML.
   *
   * @param data what it shows, as JSON
   */
  static String of(String data) {
    // In JSON, this character is in texts alone. Written so, no text can end the script.
    String safe = data.replace("<", "\\u003c");
    return text("/report/report.html")
        .replace("/* styles */", joined(STYLES))
        .replace("/* library */", text(PageServer.UPLOT + "/uPlot.iife.min.js"))
        .replace("/* modules */", joined(MODULES))
        .replace("/* data */", safe);
  }

  private static String joined(List<String> resources) {
    return resources.stream()
        .flatMap(resource -> text(resource).lines())
        .filter(line -> !line.startsWith("import "))
        .collect(Collectors.joining("\n"));
  }

  private static String text(String resource) {
    try (InputStream in =
        Objects.requireNonNull(ReportHtml.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

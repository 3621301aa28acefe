package dev.iotpipeline.local.run.page;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.iotpipeline.fleet.FleetWindow;
import dev.iotpipeline.local.run.assembly.LocalPipeline;
import dev.iotpipeline.local.run.verdict.RunSummary;
import dev.iotpipeline.local.run.view.RunView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Follows a run from its start, and at its end writes what there was to see into a folder. */
public final class Report implements Audience.Member {

  private static final int ALERTS = 100;

  private static final String SUMMARY = "summary.json";
  private static final String PAGE = "report.html";

  /** The names of the files in the folder. */
  public static final List<String> FILES = List.of(SUMMARY, PAGE);

  /** A chart cannot show more. */
  private static final int MOST_WINDOWS = 2_000;

  private final Path folder;
  private final LocalPipeline pipeline;
  private final Watch watch;
  private final Series series = new Series();

  /**
   * @param folder where {@link #FILES} will be
   * @param watch has watched the pipeline from its start
   */
  public Report(Path folder, LocalPipeline pipeline, Watch watch) {
    this.folder = folder;
    this.pipeline = pipeline;
    this.watch = watch;
  }

  @Override
  public void second(Second second) {
    series.add(second);
  }

  @Override
  public void ended(Second last, RunSummary verdict, List<String> words) throws IOException {
    series.add(last);
    String summary = RunView.json(verdict);
    Files.writeString(folder.resolve(SUMMARY), summary + "\n", StandardCharsets.UTF_8);
    byte[] data = PageJson.bytes(json -> write(json, summary, verdict, words));
    Files.writeString(
        folder.resolve(PAGE),
        ReportHtml.of(new String(data, StandardCharsets.UTF_8)),
        StandardCharsets.UTF_8);
  }

  private void write(JsonGenerator json, String summary, RunSummary verdict, List<String> words)
      throws IOException {
    json.writeStartObject();
    json.writeFieldName("facts");
    watch.facts.write(json, watch.facts.deviceIds());
    json.writeFieldName("summary");
    json.writeRawValue(summary);
    json.writeFieldName("verdict");
    Ticks.writeVerdict(json, verdict);
    json.writeArrayFieldStart("words");
    for (String line : words) {
      json.writeString(line);
    }
    json.writeEndArray();
    json.writeFieldName("series");
    series.write(json);
    json.writeFieldName("windows");
    FleetWindows.write(json, windows());
    json.writeNumberField("messages", watch.alerts.count());
    Ticks.writeAlerts(json, watch.alerts.after(0, ALERTS));
    json.writeEndObject();
  }

  /** All windows of the run; if they are too many, several that follow each other are one. */
  private List<FleetWindow> windows() {
    List<FleetWindow> all = pipeline.fleetWindows(Instant.EPOCH);
    int together = 1 + (all.size() - 1) / MOST_WINDOWS;
    List<FleetWindow> windows = new ArrayList<>();
    for (int i = 0; i < all.size(); i += together) {
      windows.add(asOne(all.subList(i, Math.min(i + together, all.size()))));
    }
    return windows;
  }

  private static FleetWindow asOne(List<FleetWindow> windows) {
    FleetWindow one = windows.get(0);
    for (FleetWindow next : windows.subList(1, windows.size())) {
      one =
          new FleetWindow(
              one.start(),
              next.end(),
              one.statistics().merge(next.statistics()),
              one.cutShort() + next.cutShort(),
              one.incomplete() || next.incomplete());
    }
    return one;
  }
}

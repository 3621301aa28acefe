package dev.iotpipeline.local.run.page;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.iotpipeline.local.run.assembly.Backlog;
import dev.iotpipeline.local.run.assembly.LocalPipeline;
import dev.iotpipeline.local.run.verdict.LiveCounts;
import dev.iotpipeline.local.run.verdict.RunSummary;
import dev.iotpipeline.local.run.view.Overload;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says once a second what is new in a run, and at any time all there is. Not thread-safe. */
final class Ticks {

  private static final int ALERTS_OF_A_TICK = 20;
  private static final int ALERTS_OF_ALL = 50;

  private final LocalPipeline pipeline;
  private final Watch watch;
  private final Controls controls;
  private final FleetWindows fleet;
  private final Flow flow = new Flow();
  private final Overload overload = new Overload();
  private long second;
  private Instant at;
  private Backlog backlog;
  private String database;
  private int devicesTold;
  private long alertsTold;
  private boolean producersEnded;
  private volatile @Nullable RunSummary summary;

  Ticks(LocalPipeline pipeline, Watch watch, Controls controls, Clock clock) {
    this.pipeline = pipeline;
    this.watch = watch;
    this.controls = controls;
    Duration window = Duration.ofSeconds(watch.facts.settings().fleetWindowInSeconds());
    this.fleet = new FleetWindows(pipeline, window);
    this.at = clock.instant();
    this.backlog = pipeline.backlog();
    this.database = controls.database();
    this.devicesTold = watch.facts.deviceIds().size();
  }

  /** What waits from now on is no fault of the machine. Calls come as those of {@link #next} do. */
  void producersEnded() {
    producersEnded = true;
    overload.ended(backlog.iteratorAge(), isDisturbed(backlog.failedBatches()));
  }

  private boolean isDisturbed(long failedBatchesBefore) {
    return watch.facts.faults() != null
        || backlog.failedBatches() > failedBatchesBefore
        || !database.equals("up");
  }

  /** The run has ended, and this is its verdict. Any thread may call. */
  void end(RunSummary verdict) {
    summary = verdict;
  }

  /** A second has passed: what is new since the call before. */
  byte[] next(Second passed) {
    long failedBatches = backlog.failedBatches();
    second++;
    at = passed.at();
    backlog = passed.backlog();
    database = passed.database();
    flow.second(passed);
    if (!producersEnded) {
      overload.second(passed.total(), backlog.iteratorAge(), isDisturbed(failedBatches));
    }
    return PageJson.bytes(
        json -> {
          begin(json);
          writeNewDevices(json);
          write(json, watch.devices.takeChanged());
          json.writeFieldName("series");
          flow.writeNewest(json);
          json.writeFieldName("fleet");
          FleetWindows.write(json, fleet.news(at));
          writeNewAlerts(json);
          json.writeEndObject();
        });
  }

  /** All that there was up to the last second. */
  byte[] all() {
    return PageJson.bytes(
        json -> {
          begin(json);
          write(json, "new_devices", watch.devices.idsFrom(watch.facts.deviceIds().size()));
          write(json, watch.devices.heard());
          json.writeFieldName("series");
          flow.writeAll(json);
          json.writeFieldName("fleet");
          FleetWindows.write(json, fleet.all());
          List<Alerts.Sent> alerts = watch.alerts.after(0, ALERTS_OF_ALL);
          // What came since the last second is told in the next.
          writeAlerts(json, alerts.stream().filter(sent -> sent.id() <= alertsTold).toList());
          json.writeEndObject();
        });
  }

  private void begin(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("at", at.toString());
    json.writeNumberField("second", second);
    json.writeFieldName("flow");
    flow.write(json, backlog, watch.rejections.count());
    json.writeFieldName("verdict");
    writeVerdict(json);
    json.writeStringField("overload", overload.complaint().orElse(null));
    json.writeStringField("database", database);
    write(json, "heated", controls.hand().heated());
    write(json, "silenced", controls.hand().silenced());
  }

  private void writeVerdict(JsonGenerator json) throws IOException {
    RunSummary end = summary;
    if (end == null) {
      writeLiveVerdict(json);
    } else {
      writeVerdict(json, end);
    }
  }

  /** Writes the verdict of a run that has ended as an object. */
  static void writeVerdict(JsonGenerator json, RunSummary end) throws IOException {
    json.writeStartObject();
    json.writeNumberField("published", end.published());
    json.writeNumberField("stored", end.stored());
    json.writeNumberField("rejected", end.rejected());
    json.writeNumberField("under_way", 0);
    json.writeNumberField("lost", end.lost());
    json.writeNumberField("alerts_expected", end.alertsExpected());
    json.writeNumberField("alerts_sent", end.alertsSent());
    json.writeNumberField("alerts_waiting", 0);
    json.writeNumberField("missed", end.alertsMissed());
    json.writeNumberField("repeated", end.alertsRepeated());
    json.writeBooleanField("ended", true);
    json.writeBooleanField("clean", end.isClean());
    json.writeEndObject();
  }

  /** What is under way may still be stored: nothing is lost or missed before the end. */
  private void writeLiveVerdict(JsonGenerator json) throws IOException {
    LiveCounts counts = flow.counts();
    long rejected = Math.min(counts.rejected(), watch.rejections.count());
    // Nobody knows of a silence before people are told of it.
    long alertsExpected = Math.max(counts.alerts(), pipeline.alertsExpected());
    json.writeStartObject();
    json.writeNumberField("published", counts.published());
    json.writeNumberField("stored", counts.stored());
    json.writeNumberField("rejected", rejected);
    json.writeNumberField(
        "under_way", Math.max(0, counts.published() - counts.stored() - rejected));
    json.writeNumberField("lost", 0);
    json.writeNumberField("alerts_expected", alertsExpected);
    json.writeNumberField("alerts_sent", counts.alerts());
    json.writeNumberField("alerts_waiting", alertsExpected - counts.alerts());
    json.writeNumberField("missed", 0);
    json.writeNumberField("repeated", 0);
    json.writeBooleanField("ended", false);
    json.writeNullField("clean");
    json.writeEndObject();
  }

  private void writeNewDevices(JsonGenerator json) throws IOException {
    List<String> news = watch.devices.idsFrom(devicesTold);
    if (!news.isEmpty()) {
      devicesTold += news.size();
      write(json, "new_devices", news);
    }
  }

  private static void write(JsonGenerator json, List<Devices.Row> devices) throws IOException {
    json.writeArrayFieldStart("devices");
    for (Devices.Row device : devices) {
      json.writeStartArray();
      json.writeNumber(device.index());
      json.writeString(device.state().code());
      if (device.temperature() == null) {
        json.writeNull();
      } else {
        json.writeNumber(device.temperature());
      }
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, String name, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private void writeNewAlerts(JsonGenerator json) throws IOException {
    List<Alerts.Sent> news = watch.alerts.after(alertsTold, ALERTS_OF_A_TICK);
    if (!news.isEmpty()) {
      long last = news.get(news.size() - 1).id();
      long omitted = last - alertsTold - news.size();
      alertsTold = last;
      if (omitted > 0) {
        json.writeNumberField("alerts_omitted", omitted);
      }
    }
    writeAlerts(json, news);
  }

  static void writeAlerts(JsonGenerator json, List<Alerts.Sent> alerts) throws IOException {
    json.writeArrayFieldStart("alerts");
    for (Alerts.Sent alert : alerts) {
      alert.write(json);
    }
    json.writeEndArray();
  }
}

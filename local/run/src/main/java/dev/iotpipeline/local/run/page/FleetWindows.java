package dev.iotpipeline.local.run.page;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.iotpipeline.fleet.FleetStatistics;
import dev.iotpipeline.fleet.FleetWindow;
import dev.iotpipeline.fleet.MeasurementStatistics;
import dev.iotpipeline.local.run.assembly.LocalPipeline;
import dev.iotpipeline.telemetry.Measurement;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;

/** The fleet's statistics of the last quarter of an hour, as their table has them. */
final class FleetWindows {

  private static final Duration KEPT = Duration.ofMinutes(15);

  /** A window may still change: its shards keep their parts one by one, and may have to retry. */
  private static final int WINDOWS_LOOKED_AT = 4;

  private final LocalPipeline pipeline;
  private final Duration window;
  private final NavigableMap<Instant, FleetWindow> kept = new TreeMap<>();

  FleetWindows(LocalPipeline pipeline, Duration window) {
    this.pipeline = pipeline;
    this.window = window;
  }

  /** Those that are new or have changed since the last call, the oldest first. */
  List<FleetWindow> news(Instant now) {
    List<FleetWindow> news = new ArrayList<>();
    for (FleetWindow read : read(now.minus(window.multipliedBy(WINDOWS_LOOKED_AT)))) {
      FleetWindow before = kept.put(read.start(), read);
      if (before == null || records(before) != records(read)) {
        news.add(read);
      }
    }
    kept.headMap(now.minus(KEPT)).clear();
    return news;
  }

  private List<FleetWindow> read(Instant from) {
    try {
      return pipeline.fleetWindows(from);
    } catch (SdkException e) {
      // The database may be down, which the page shows. The windows are there when it is back.
      return List.of();
    }
  }

  private static long records(FleetWindow window) {
    return window.statistics().readings() + window.statistics().rejected();
  }

  /** All that are kept, the oldest first. */
  Collection<FleetWindow> all() {
    return kept.values();
  }

  static void write(JsonGenerator json, Collection<FleetWindow> windows) throws IOException {
    json.writeStartArray();
    for (FleetWindow window : windows) {
      write(json, window);
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, FleetWindow window) throws IOException {
    FleetStatistics statistics = window.statistics();
    json.writeStartObject();
    json.writeStringField("start", window.start().toString());
    json.writeStringField("end", window.end().toString());
    json.writeNumberField("readings", statistics.readings());
    json.writeNumberField("devices", statistics.devices());
    json.writeNumberField("anomalous", statistics.anomalous());
    json.writeNumberField("rejected", statistics.rejected());
    if (statistics.readings() > 0) {
      for (Measurement measurement : Measurement.values()) {
        json.writeFieldName(measurement.field());
        write(json, statistics.of(measurement));
      }
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, MeasurementStatistics values) throws IOException {
    json.writeStartObject();
    json.writeNumberField("p50", values.percentile(0.5));
    json.writeNumberField("p95", values.percentile(0.95));
    json.writeNumberField("p99", values.percentile(0.99));
    json.writeNumberField("min", values.min());
    json.writeNumberField("max", values.max());
    json.writeNumberField("mean", values.mean());
    json.writeEndObject();
  }
}

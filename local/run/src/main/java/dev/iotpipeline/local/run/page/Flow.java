package dev.iotpipeline.local.run.page;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.iotpipeline.local.run.assembly.Backlog;
import dev.iotpipeline.local.run.verdict.LiveCounts;
import dev.iotpipeline.local.run.verdict.RecentLatencies;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** How much passes through the pipeline and how fast, second by second. Not thread-safe. */
final class Flow {

  /** A quarter of an hour of seconds. */
  private static final int POINTS = 900;

  private static final int SECONDS_OF_LATENCIES = 10;

  /**
   * One second of the series.
   *
   * @param p50 milliseconds; null if nothing was stored
   * @param p99 milliseconds; null if nothing was stored
   */
  private record Point(
      long second, LiveCounts passed, @Nullable Double p50, @Nullable Double p99) {}

  private final Deque<Point> points = new ArrayDeque<>();
  private final Deque<RecentLatencies> latencies = new ArrayDeque<>();
  private LiveCounts counts = new LiveCounts(0, 0, 0, 0);

  /** A second has passed. */
  void second(Second second) {
    counts = second.total();
    Histogram stored = second.latencies().stored();
    Point point =
        new Point(
            second.at().getEpochSecond(),
            second.passed(),
            Second.millis(stored, 50),
            Second.millis(stored, 99));
    addLast(points, point, POINTS);
    addLast(latencies, second.latencies(), SECONDS_OF_LATENCIES);
  }

  private static <T> void addLast(Deque<T> ring, T one, int most) {
    ring.addLast(one);
    if (ring.size() > most) {
      ring.removeFirst();
    }
  }

  LiveCounts counts() {
    return counts;
  }

  /** Writes the totals and the last seconds as an object. */
  void write(JsonGenerator json, Backlog backlog, long quarantined) throws IOException {
    LiveCounts passed = points.isEmpty() ? new LiveCounts(0, 0, 0, 0) : points.getLast().passed();
    json.writeStartObject();
    json.writeNumberField("published", counts.published());
    json.writeNumberField("stored", counts.stored());
    json.writeNumberField("alerted", counts.alerts());
    json.writeNumberField("rejected", counts.rejected());
    json.writeNumberField("published_per_second", passed.published());
    json.writeNumberField("stored_per_second", passed.stored());
    writeLatency(json, "stored_ms", RecentLatencies::stored);
    writeLatency(json, "alerted_ms", RecentLatencies::alerted);
    json.writeNumberField("iterator_age_ms", backlog.iteratorAge().toMillis());
    json.writeNumberField("batch_retries", backlog.failedBatches());
    json.writeNumberField("dead_batches", backlog.deadLetters().batches());
    json.writeNumberField("dead_alerts", backlog.deadLetters().alerts());
    json.writeNumberField("quarantined", quarantined);
    json.writeEndObject();
  }

  private void writeLatency(
      JsonGenerator json, String name, Function<RecentLatencies, Histogram> which)
      throws IOException {
    Histogram all = new Histogram(2);
    for (RecentLatencies second : latencies) {
      all.add(which.apply(second));
    }
    if (all.getTotalCount() == 0) {
      json.writeNullField(name);
      return;
    }
    json.writeObjectFieldStart(name);
    json.writeObjectField("p50", Second.millis(all, 50));
    json.writeObjectField("p99", Second.millis(all, 99));
    json.writeEndObject();
  }

  /** Writes the newest second as an object. */
  void writeNewest(JsonGenerator json) throws IOException {
    write(json, points.getLast());
  }

  /** Writes all seconds as an array. */
  void writeAll(JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (Point point : points) {
      write(json, point);
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Point point) throws IOException {
    json.writeStartObject();
    json.writeNumberField("t", point.second());
    json.writeNumberField("published", point.passed().published());
    json.writeNumberField("stored", point.passed().stored());
    json.writeNumberField("alerted", point.passed().alerts());
    json.writeObjectField("stored_p50", point.p50());
    json.writeObjectField("stored_p99", point.p99());
    json.writeEndObject();
  }
}

package dev.iotpipeline.local.run.page;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.iotpipeline.local.run.verdict.LiveCounts;
import dev.iotpipeline.local.run.verdict.RecentLatencies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A whole run over time, in bounded memory: when it has too many points, each two become one of
 * twice the length. A point has the mean rate of its seconds, and the worst of their latencies, so
 * that no bad second disappears. Not thread-safe.
 */
final class Series {

  /** Even, so that each point has another one to join. */
  static final int MOST_POINTS = 2_000;

  private record Point(
      long start,
      int seconds,
      LiveCounts passed,
      @Nullable Double storedP50,
      @Nullable Double storedP99,
      @Nullable Double alertedP50,
      @Nullable Double alertedP99,
      long iteratorAge,
      boolean databaseDown) {

    static Point of(Second second) {
      RecentLatencies latencies = second.latencies();
      return new Point(
          second.at().getEpochSecond(),
          1,
          second.passed(),
          Second.millis(latencies.stored(), 50),
          Second.millis(latencies.stored(), 99),
          Second.millis(latencies.alerted(), 50),
          Second.millis(latencies.alerted(), 99),
          second.backlog().iteratorAge().toMillis(),
          second.database().equals("down"));
    }

    /** Both as one; those of one second stay one second. */
    Point and(Point next) {
      return new Point(
          start,
          next.start == start ? seconds : seconds + next.seconds,
          new LiveCounts(
              passed.published() + next.passed.published(),
              passed.stored() + next.passed.stored(),
              passed.alerts() + next.passed.alerts(),
              passed.rejected() + next.passed.rejected()),
          worse(storedP50, next.storedP50),
          worse(storedP99, next.storedP99),
          worse(alertedP50, next.alertedP50),
          worse(alertedP99, next.alertedP99),
          Math.max(iteratorAge, next.iteratorAge),
          databaseDown || next.databaseDown);
    }

    private static @Nullable Double worse(@Nullable Double one, @Nullable Double other) {
      if (one == null || other == null) {
        return one == null ? other : one;
      }
      return Math.max(one, other);
    }

    double rate(long count) {
      return Math.round(10.0 * count / seconds) / 10.0;
    }
  }

  private final List<Point> points = new ArrayList<>();
  private int secondsOfPoint = 1;

  void add(Second second) {
    Point point = Point.of(second);
    int last = points.size() - 1;
    if (last >= 0 && belongs(point, points.get(last))) {
      points.set(last, points.get(last).and(point));
      return;
    }
    if (points.size() == MOST_POINTS) {
      halve();
    }
    points.add(point);
  }

  private boolean belongs(Point point, Point last) {
    return point.start() == last.start() || last.seconds() < secondsOfPoint;
  }

  private void halve() {
    for (int i = 0; i < MOST_POINTS / 2; i++) {
      points.set(i, points.get(2 * i).and(points.get(2 * i + 1)));
    }
    points.subList(MOST_POINTS / 2, MOST_POINTS).clear();
    secondsOfPoint *= 2;
  }

  /** Writes an object of columns; each has a value for each point, or null. */
  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    write(json, "t", Point::start);
    write(json, "published", point -> point.rate(point.passed().published()));
    write(json, "stored", point -> point.rate(point.passed().stored()));
    write(json, "alerted", point -> point.rate(point.passed().alerts()));
    write(json, "stored_p50", Point::storedP50);
    write(json, "stored_p99", Point::storedP99);
    write(json, "alerted_p50", Point::alertedP50);
    write(json, "alerted_p99", Point::alertedP99);
    write(json, "iterator_age", Point::iteratorAge);
    write(json, "database_down", Point::databaseDown);
    json.writeEndObject();
  }

  private void write(JsonGenerator json, String name, Function<Point, @Nullable Object> value)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Point point : points) {
      json.writeObject(value.apply(point));
    }
    json.writeEndArray();
  }
}

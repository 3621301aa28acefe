package dev.iotpipeline.local.run.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.iotpipeline.local.run.assembly.Backlog;
import dev.iotpipeline.local.run.verdict.DeadLetters;
import dev.iotpipeline.local.run.verdict.LiveCounts;
import dev.iotpipeline.local.run.verdict.RecentLatencies;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.StreamSupport;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class SeriesTest {

  private final Series series = new Series();

  @Test
  void aShortRunHasAPointForEachSecond() throws IOException {
    series.add(second(7, 10, 5, "up"));
    series.add(second(8, 12, 0, "down"));

    assertThat(columns())
        .isEqualTo(
            JsonMapper.builder()
                .build()
                .readTree(
                    """
                    {"t": [7, 8], "published": [10.0, 12.0], "stored": [10.0, 12.0],
                     "alerted": [0.0, 0.0], "stored_p50": [5.0, null], "stored_p99": [5.0, null],
                     "alerted_p50": [null, null], "alerted_p99": [null, null],
                     "iterator_age": [5, 0], "database_down": [false, true]}
                    """));
  }

  @Test
  void twoLooksAtOneSecondAreOnePoint() throws IOException {
    series.add(second(7, 10, 5, "up"));
    series.add(second(7, 2, 9, "up"));

    assertThat(columns().get("t")).hasSize(1);
    assertThat(columns().at("/published/0").asDouble()).isEqualTo(12);
    assertThat(columns().at("/stored_p99/0").asDouble()).isEqualTo(9);
  }

  @Test
  void aLongRunHasFewerPointsThatKeepItsRateAndItsWorstSecond() throws IOException {
    int hour = 3_600;
    for (int at = 0; at < 3 * hour; at++) {
      series.add(second(at, 1_000, at == hour ? 2_000 : 5, at == hour ? "down" : "up"));
    }

    JsonNode columns = columns();
    assertThat(columns.get("t").size()).isBetween(Series.MOST_POINTS / 2, Series.MOST_POINTS);
    assertThat(columns.at("/t/0").asInt()).isZero();
    assertThat(columns.at("/t/1").asInt()).isEqualTo(8);
    assertThat(columns.get("published")).allMatch(rate -> rate.asDouble() == 1_000);
    int worst = hour / 8;
    assertThat(columns.get("stored_p99").get(worst).asDouble()).isBetween(1_980.0, 2_020.0);
    assertThat(columns.get("database_down").get(worst).asBoolean()).isTrue();
    assertThat(downs(columns)).isEqualTo(1);
  }

  private static long downs(JsonNode columns) {
    return StreamSupport.stream(columns.get("database_down").spliterator(), false)
        .filter(JsonNode::asBoolean)
        .count();
  }

  private JsonNode columns() throws IOException {
    return JsonMapper.builder().build().readTree(PageJson.bytes(series::write));
  }

  /** A second with one latency, or with none if it is 0. */
  private static Second second(int at, long readings, int latencyMillis, String database) {
    Histogram stored = new Histogram(3);
    if (latencyMillis > 0) {
      stored.recordValue(latencyMillis * 1_000L);
    }
    LiveCounts passed = new LiveCounts(readings, readings, 0, 0);
    return new Second(
        Instant.ofEpochSecond(at),
        passed,
        passed,
        new RecentLatencies(stored, new Histogram(3)),
        new Backlog(Duration.ofMillis(latencyMillis), 0, 0, Duration.ZERO, DeadLetters.NONE),
        database);
  }
}

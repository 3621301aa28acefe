package dev.iotpipeline.local.run.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.iotpipeline.local.run.assembly.Backlog;
import dev.iotpipeline.local.run.verdict.DeadLetters;
import dev.iotpipeline.local.run.verdict.LiveCounts;
import dev.iotpipeline.local.run.verdict.RecentLatencies;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** What passes through a pipeline, second by second. */
class FlowTest {

  private static final Instant START = Instant.parse("2026-11-23T10:15:30Z");
  private static final Backlog NO_BACKLOG =
      new Backlog(Duration.ofMillis(1_500), 3, 2, Duration.ZERO, new DeadLetters(4, 5));

  private final Flow flow = new Flow();
  private LiveCounts before = new LiveCounts(0, 0, 0, 0);

  @Test
  void aSecondHasWhatPassedInIt() throws IOException {
    second(1, new LiveCounts(10, 8, 1, 0), 4);
    second(2, new LiveCounts(30, 25, 3, 1), 8);

    assertThat(ServedRun.JSON.readTree(PageJson.bytes(flow::writeNewest)).toString())
        .isEqualTo(
            "{\"t\":%d,\"published\":20,\"stored\":17,\"alerted\":2,"
                    .formatted(START.plusSeconds(2).getEpochSecond())
                + "\"stored_p50\":8.0,\"stored_p99\":8.0}");
    JsonNode totals = totals();
    assertThat(totals.path("published").asInt()).isEqualTo(30);
    assertThat(totals.path("rejected").asInt()).isEqualTo(1);
    assertThat(totals.path("stored_per_second").asInt()).isEqualTo(17);
    assertThat(totals.path("iterator_age_ms").asInt()).isEqualTo(1_500);
    assertThat(List.of("batch_retries", "dead_batches", "dead_alerts", "quarantined"))
        .extracting(name -> totals.path(name).asInt())
        .containsExactly(3, 4, 5, 6);
  }

  @Test
  void latenciesAreThoseOfTheLastTenSeconds() throws IOException {
    second(0, new LiveCounts(0, 0, 0, 0), 500);
    for (int i = 1; i <= 9; i++) {
      second(i, new LiveCounts(0, 0, 0, 0), 20);
    }
    assertThat(totals().at("/stored_ms/p99").asDouble()).isGreaterThan(400);
    second(10, new LiveCounts(0, 0, 0, 0), 20);
    assertThat(totals().at("/stored_ms/p99").asDouble()).isLessThan(21);
    assertThat(totals().path("alerted_ms").isNull()).isTrue();
  }

  @Test
  void aQuarterOfAnHourIsKept() throws IOException {
    for (int i = 1; i <= 2_000; i++) {
      second(i, new LiveCounts(i, i, 0, 0), 5);
    }
    JsonNode all = ServedRun.JSON.readTree(PageJson.bytes(flow::writeAll));

    assertThat(all).hasSize(900);
    assertThat(all.get(0).path("t").asLong()).isEqualTo(START.plusSeconds(1_101).getEpochSecond());
  }

  private JsonNode totals() throws IOException {
    return ServedRun.JSON.readTree(PageJson.bytes(json -> flow.write(json, NO_BACKLOG, 6)));
  }

  private void second(int number, LiveCounts counts, int millis) {
    Histogram stored = new Histogram(2);
    // At the top of its bucket, so that what is read is what was written.
    stored.recordValue(millis * 1_000L);
    flow.second(
        new Second(
            START.plusSeconds(number),
            counts,
            new LiveCounts(
                counts.published() - before.published(),
                counts.stored() - before.stored(),
                counts.alerts() - before.alerts(),
                counts.rejected() - before.rejected()),
            new RecentLatencies(stored, new Histogram(2)),
            NO_BACKLOG,
            "up"));
    before = counts;
  }
}

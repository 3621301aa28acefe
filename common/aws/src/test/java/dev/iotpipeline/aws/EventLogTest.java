package dev.iotpipeline.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EventLogTest {

  private final List<String> lines = new ArrayList<>();
  private final EventLog log =
      new EventLog(
          lines::add, Clock.fixed(Instant.parse("2026-11-23T10:15:30.5Z"), ZoneOffset.UTC));

  @Test
  void anEventIsOneJsonObjectALine() {
    log.info("batch_done")
        .with("records", 100)
        .with("bytes", 20_000L)
        .with("complete", true)
        .with("shard", "s-1")
        .write();

    assertThat(lines)
        .containsExactly(
            "{\"timestamp\":\"2026-11-23T10:15:30.500Z\",\"level\":\"INFO\","
                + "\"event\":\"batch_done\",\"records\":100,\"bytes\":20000,\"complete\":true,"
                + "\"shard\":\"s-1\"}");
  }

  @Test
  void theLevelIsTheMethodsName() {
    log.info("a").write();
    log.warn("b").write();
    log.error("c").write();

    assertThat(lines)
        .extracting(line -> line.replaceAll(".*\"level\":\"(\\w+)\".*", "$1"))
        .containsExactly("INFO", "WARN", "ERROR");
  }

  @Test
  void foreignTextCannotBreakTheLine() {
    log.warn("record_rejected")
        .with("device_id", "a\"}\r\n{\"level\":\"ERROR\"\u0000\uD83D")
        .write();

    assertThat(lines)
        .singleElement()
        .asString()
        .endsWith("\"device_id\":\"a\\\"}\\r\\n{\\\"level\\\":\\\"ERROR\\\"\\u0000\uD83D\"}")
        .doesNotContain("\n");
  }

  @Test
  void anErrorIsItsClassAndMessage() {
    log.error("failed").with("error", new IllegalStateException("no")).write();

    assertThat(lines.get(0)).endsWith("\"error\":\"java.lang.IllegalStateException: no\"}");
  }
}

package dev.iotpipeline.local.aws.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotpipeline.aws.FakeClock;
import dev.iotpipeline.local.aws.http.RefusedRequestException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalShardTest {

  private final FakeClock clock = new FakeClock();
  @TempDir private Path folder;
  private LocalShard shard;

  @BeforeEach
  void open() {
    shard = new LocalShard(2, clock, folder);
  }

  @Test
  void aRecordIsKeptAsItCameWithItsPlaceAndTime() {
    StreamRecord record = shard.append("sensor-007", "21.5".getBytes(UTF_8));

    assertThat(record.position()).isZero();
    assertThat(record.partitionKey()).isEqualTo("sensor-007");
    assertThat(record.data()).asString(UTF_8).isEqualTo("21.5");
    assertThat(record.approximateArrival()).isEqualTo("2026-11-23T10:15:30.123Z");
    assertThat(shard.read(0, 10)).containsExactly(record);
  }

  @Test
  void sequenceNumbersHave56DigitsAndGrow() {
    List<String> numbers =
        List.of(
            shard.sequenceNumber(-1),
            append().sequenceNumber(),
            append().sequenceNumber(),
            shard.sequenceNumber(9_999),
            shard.sequenceNumber(10_000),
            shard.sequenceNumber(Long.MAX_VALUE - 1));

    assertThat(numbers).isSorted().doesNotHaveDuplicates();
    assertThat(numbers).allMatch(number -> number.matches("[1-9][0-9]{55}"));
  }

  @Test
  void sequenceNumbersDifferFromShardToShardAndFromRunToRun() {
    LocalShard neighbour = new LocalShard(3, clock, folder);
    clock.advance(Duration.ofMillis(1));
    LocalShard nextRun = new LocalShard(2, clock, folder);

    assertThat(
            List.of(
                shard.sequenceNumber(5), neighbour.sequenceNumber(5), nextRun.sequenceNumber(5)))
        .doesNotHaveDuplicates();
  }

  @Test
  void aSequenceNumberLeadsBackToItsRecord() {
    append();
    StreamRecord second = append();

    assertThat(shard.position(second.sequenceNumber())).hasValue(1);
    assertThat(shard.position(shard.sequenceNumber(-1))).hasValue(-1);
  }

  @Test
  void aSequenceNumberThatWasNeverGivenOutLeadsNowhere() {
    String first = append().sequenceNumber();

    assertThat(shard.position(shard.sequenceNumber(1))).isEmpty();
    assertThat(shard.position(new LocalShard(1, clock, folder).sequenceNumber(-1))).isEmpty();
    assertThat(shard.position(first.substring(1))).isEmpty();
    assertThat(shard.position(first.substring(0, 21) + "9".repeat(35))).isEmpty();
  }

  @Test
  void readingStartsAtThePositionAndStopsAtTheMost() {
    for (int i = 0; i < 5; i++) {
      append();
    }

    assertThat(shard.read(1, 3)).extracting(StreamRecord::position).containsExactly(1L, 2L, 3L);
    assertThat(shard.read(4, 3)).extracting(StreamRecord::position).containsExactly(4L);
    assertThat(shard.read(5, 3)).isEmpty();
    assertThat(shard.read(6, 3)).isEmpty();
    assertThat(shard.read(0, Integer.MAX_VALUE)).hasSize(5);
  }

  @Test
  void beyondItsLimitTheShardRefusesAndKeepsNothing() {
    for (int i = 0; i < 1000; i++) {
      append();
    }

    assertThatThrownBy(this::append)
        .isInstanceOf(RefusedRequestException.class)
        .hasMessageContaining("shardId-000000000002");
    assertThat(shard.end()).isEqualTo(1000);

    clock.advance(Duration.ofMillis(1));
    assertThat(append().position()).isEqualTo(1000);
  }

  @Test
  void theLimitCountsTheKeyInUtf8() {
    byte[] data = new byte[1024 * 1024 - 2];

    assertThatThrownBy(() -> shard.append("€", data)).isInstanceOf(RefusedRequestException.class);
    assertThat(shard.append("ü", data).position()).isZero();
  }

  @Test
  void waitingEndsAtOnceIfTheRecordIsThere() throws Exception {
    append();

    assertThat(shard.awaitRecordAt(0, Duration.ZERO)).isTrue();
  }

  @Test
  void waitingEndsWithoutARecordWhenTheTimeIsOver() throws Exception {
    assertThat(shard.awaitRecordAt(0, Duration.ofMillis(2))).isFalse();
  }

  @Test
  void waitingEndsWhenTheRecordComes() throws Exception {
    CompletableFuture<Boolean> came =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return shard.awaitRecordAt(1, Duration.ofMinutes(1));
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });

    append();
    append();

    assertThat(came.get(30, TimeUnit.SECONDS)).isTrue();
  }

  private StreamRecord append() {
    return shard.append("sensor-007", new byte[] {1});
  }
}

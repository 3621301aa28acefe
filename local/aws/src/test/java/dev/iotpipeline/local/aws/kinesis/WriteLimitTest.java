package dev.iotpipeline.local.aws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.aws.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WriteLimitTest {

  private static final int MEBIBYTE = 1024 * 1024;

  private final FakeClock clock = new FakeClock();
  private final WriteLimit limit = new WriteLimit(clock);

  @Test
  void aThousandRecordsAreTakenAtOnceAndNotOneMore() {
    assertThat(taken(1, 2000)).isEqualTo(1000);
  }

  @Test
  void eachMillisecondMakesRoomForOneRecord() {
    taken(1, 1000);

    clock.advance(Duration.ofMillis(7));

    assertThat(taken(1, 100)).isEqualTo(7);
  }

  @Test
  void aMebibyteIsTakenAtOnceAndNotAByteMore() {
    assertThat(limit.tryTake(MEBIBYTE)).isTrue();
    assertThat(limit.tryTake(1)).isFalse();
  }

  @Test
  void bytesComeBackEvenly() {
    limit.tryTake(MEBIBYTE);

    clock.advance(Duration.ofMillis(125));

    assertThat(limit.tryTake(MEBIBYTE / 8 + 1)).isFalse();
    assertThat(limit.tryTake(MEBIBYTE / 8)).isTrue();
  }

  @Test
  void manySmallStepsRefillExactlyAsMuchAsOneLargeOne() {
    limit.tryTake(MEBIBYTE);

    for (int i = 0; i < 999; i++) {
      clock.advance(Duration.ofMillis(1));
      assertThat(limit.tryTake(MEBIBYTE)).isFalse();
    }
    clock.advance(Duration.ofMillis(1));

    assertThat(limit.tryTake(MEBIBYTE)).isTrue();
  }

  @Test
  void whatIsNotUsedInASecondIsNotSaved() {
    clock.advance(Duration.ofHours(1));

    assertThat(taken(1, 2000)).isEqualTo(1000);
  }

  @Test
  void aRefusedRecordTakesNothing() {
    assertThat(limit.tryTake(MEBIBYTE + 1)).isFalse();
    assertThat(limit.tryTake(MEBIBYTE)).isTrue();
  }

  @Test
  void aClockThatWasSetBackGivesNothingAwayAndCountsOn() {
    taken(1, 1000);

    clock.advance(Duration.ofHours(-1));
    assertThat(taken(1, 100)).isZero();

    clock.advance(Duration.ofMillis(3));
    assertThat(taken(1, 100)).isEqualTo(3);
  }

  private int taken(int size, int tries) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      taken += limit.tryTake(size) ? 1 : 0;
    }
    return taken;
  }
}

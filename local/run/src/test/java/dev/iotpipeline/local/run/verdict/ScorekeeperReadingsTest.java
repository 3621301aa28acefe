package dev.iotpipeline.local.run.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import org.junit.jupiter.api.Test;

class ScorekeeperReadingsTest extends ScoredRun {

  @Test
  void aRunWithNothingInItIsClean() {
    assertThat(summary().isClean()).isTrue();
    assertThat(summary().published()).isZero();
    assertThat(summary().readingsPerSecond()).isZero();
  }

  @Test
  void aReadingInTheTableWithEveryValueIsStored() {
    publish(reading("sensor-1", "23.50", "50"));
    table.add(item("sensor-1", "23.5", "50"));

    RunSummary summary = summary();
    assertThat(summary.published()).isEqualTo(1);
    assertThat(summary.stored()).isEqualTo(1);
    assertThat(summary.isClean()).isTrue();
  }

  @Test
  void aReadingThatIsNotInTheTableIsLost() {
    publish(reading("sensor-1", "23.50", "50"));
    publish(reading("sensor-2", "23.50", "50"));
    table.add(item("sensor-1", "23.5", "50"));

    assertThat(summary().lost()).isEqualTo(1);
    assertThat(summary().isClean()).isFalse();
  }

  @Test
  void aReadingWithOneDigitChangedIsLost() {
    publish(reading("sensor-1", "23.50", "50"));
    table.add(item("sensor-1", "23.51", "50"));

    assertThat(summary().stored()).isZero();
    assertThat(summary().lost()).isEqualTo(1);
  }

  @Test
  void whatAnEarlierRunHasLeftInTheTableCountsForNothing() {
    table.add(item("sensor-9", "20", "50"));

    assertThat(summary().stored()).isZero();
    assertThat(summary().isClean()).isTrue();
  }

  @Test
  void aReadingThatTheStreamTookTwiceIsOneReading() {
    Reading reading = reading("sensor-1", "23.50", "50");
    publish(reading);
    scorekeeper.accepted(record("2", ReadingJson.write(reading)));
    table.add(item("sensor-1", "23.5", "50"));

    assertThat(summary().published()).isEqualTo(1);
    assertThat(summary().isClean()).isTrue();
  }

  @Test
  void aReadingThatTheSimulatorWasToldIsPublishedButTheStreamNeverTookIsLost() {
    scorekeeper.published(reading("sensor-1", "23.50", "50"));

    assertThat(summary().lost()).isEqualTo(1);
  }

  @Test
  void aReadingThatIsWrittenTwiceCountsOnceOnTheLiveLine() {
    publish(reading("sensor-1", "23.50", "50"));
    scorekeeper.stored(item("sensor-1", "23.5", "50"));
    scorekeeper.stored(item("sensor-1", "23.5", "50"));

    assertThat(scorekeeper.counts().stored()).isEqualTo(1);
    assertThat(scorekeeper.counts().published()).isEqualTo(1);
  }

  @Test
  void ofTwoReadingsWithOneKeyTheLaterHasToBeStored() {
    publish(reading("sensor-1", "23.50", "50"));
    publish(reading("sensor-1", "24.50", "50"));
    table.add(item("sensor-1", "24.5", "50"));

    assertThat(summary().published()).isEqualTo(1);
    assertThat(summary().isClean()).isTrue();
  }

  @Test
  void theSameReadingFromAnEarlierRunDoesNotHideThatThisOneWasLost() {
    Scorekeeper nextRun = new Scorekeeper(RULES, ARRIVAL.plusSeconds(1));
    nextRun.published(reading("sensor-1", "23.50", "50"));
    table.add(item("sensor-1", "23.5", "50"));

    assertThat(nextRun.summarise(evidence(0, InDoubt.NONE)).lost()).isEqualTo(1);
  }
}

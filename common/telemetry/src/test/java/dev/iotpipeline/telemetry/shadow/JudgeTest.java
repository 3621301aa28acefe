package dev.iotpipeline.telemetry.shadow;

import static dev.iotpipeline.telemetry.shadow.Records.START;
import static dev.iotpipeline.telemetry.shadow.Records.coolDown;
import static dev.iotpipeline.telemetry.shadow.Records.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.iotpipeline.telemetry.Anomaly;
import dev.iotpipeline.telemetry.AnomalyKind;
import dev.iotpipeline.telemetry.Notice;
import dev.iotpipeline.telemetry.Thresholds;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgeTest {

  @Test
  void aRiseIsMeasuredFromTheLowestTemperatureOfTheWindow() {
    Records records = new Records(LifeCycle.OFF);
    records.temperature(0, "21");
    records.temperature(10, "20");
    records.temperature(20, "23");
    assertThat(records.temperature(30, "25").anomalies()).as("5 is not more than 5").isEmpty();
    assertThat(records.temperature(40, "25.01").anomalies())
        .containsExactly(
            new Anomaly(
                AnomalyKind.TEMPERATURE_RISING,
                new BigDecimal("25.01"),
                new BigDecimal("5"),
                new Anomaly.Rise(new BigDecimal("20"), Duration.ofSeconds(60))));
  }

  @Test
  void aTemperatureLeavesTheWindowAfterItsLastInstant() {
    Records records = new Records(LifeCycle.OFF);
    records.temperature(0, "20");
    records.temperature(1, "24");
    assertThat(records.temperature(60, "26").anomalies()).as("within the window").hasSize(1);
    assertThat(records.temperature(61, "29").anomalies()).as("from 24 on").isEmpty();
  }

  @Test
  void aLateReadingIsABaselineForLaterOnesAndHasNoRiseOfItsOwn() {
    Records records = new Records(LifeCycle.OFF);
    records.temperature(0, "20");
    records.temperature(30, "22");
    assertThat(records.temperature(10, "40").anomalies()).isEmpty();
    records.temperature(20, "16");
    assertThat(records.shadow().last().timestamp()).isEqualTo(START.plusSeconds(30));
    assertThat(records.temperature(40, "22").anomalies())
        .extracting(anomaly -> anomaly.rise().baseline())
        .containsExactly(new BigDecimal("16"));
  }

  @Test
  void aLateReadingHasItsThresholds() {
    Records records = new Records(coolDown(300));
    records.temperature(30, "20");
    Judgement late = records.temperature(10, "50");
    assertThat(late.anomalies())
        .extracting(Anomaly::kind)
        .containsExactly(AnomalyKind.TEMPERATURE_ABOVE);
    assertThat(late.notices()).isEmpty();
    assertThat(records.shadow().breaches()).isEmpty();
  }

  @Test
  void aBreachIsRaisedOnceAndClearedOnceWithItsPeak() {
    Records records = new Records(coolDown(300));
    assertThat(records.temperature(0, "44").notices()).isEmpty();
    assertThat(records.temperature(1, "46").notices())
        .containsExactly(notice(Notice.Kind.RAISED, 1, 1, 1, "46"));
    assertThat(records.temperature(2, "48").notices()).isEmpty();
    assertThat(records.temperature(3, "47").notices()).isEmpty();
    assertThat(records.temperature(4, "45").notices())
        .containsExactly(notice(Notice.Kind.CLEARED, 1, 4, 3, "48"));
    assertThat(records.temperature(5, "45").notices()).isEmpty();
  }

  @Test
  void aBreachThatLastsIsToldAgainAfterTheCoolDown() {
    Records records = new Records(coolDown(10));
    records.temperature(0, "46");
    assertThat(records.temperature(9, "49").notices()).isEmpty();
    assertThat(records.temperature(10, "47").notices())
        .containsExactly(notice(Notice.Kind.CONTINUING, 0, 10, 3, "49"));
    assertThat(records.temperature(19, "47").notices()).isEmpty();
    assertThat(records.temperature(20, "47").notices()).hasSize(1);
  }

  @Test
  void aBreachIsOverOnlyBeyondTheHysteresis() {
    Records records = new Records(new LifeCycle(Duration.ofSeconds(300), new BigDecimal("2"), 1));
    records.temperature(0, "46");
    assertThat(records.temperature(1, "43.5").notices()).isEmpty();
    assertThat(records.temperature(2, "46").notices()).as("the same breach").isEmpty();
    assertThat(records.temperature(3, "43").notices())
        .containsExactly(notice(Notice.Kind.CLEARED, 0, 3, 2, "46"));
  }

  @Test
  void aBreachIsRaisedByTheLastOfEnoughReadingsInARow() {
    Records records = new Records(new LifeCycle(Duration.ofSeconds(300), BigDecimal.ZERO, 3));
    records.temperature(0, "46");
    records.temperature(1, "47");
    assertThat(records.temperature(2, "44").notices()).as("never raised").isEmpty();
    records.temperature(3, "46");
    records.temperature(4, "48");
    assertThat(records.temperature(5, "47").notices())
        .containsExactly(notice(Notice.Kind.RAISED, 3, 5, 3, "48"));
  }

  @Test
  void theSameInstantAgainIsNoSecondBreach() {
    Records records = new Records(new LifeCycle(Duration.ofSeconds(300), BigDecimal.ZERO, 2));
    records.temperature(0, "46");
    assertThat(records.temperature(0, "46").notices()).isEmpty();
    assertThat(records.temperature(1, "46").notices()).hasSize(1);
  }

  @Test
  void lowHumidityIsWorstWhereItIsLowest() {
    Records records = new Records(coolDown(300));
    records.next(reading(START, "20", "15"));
    records.next(reading(START.plusSeconds(1), "20", "10"));
    records.next(reading(START.plusSeconds(2), "20", "12"));
    assertThat(records.next(reading(START.plusSeconds(3), "20", "20")).notices())
        .extracting(Notice::worst)
        .containsExactly(new BigDecimal("10"));
  }

  @Test
  void withoutALifeCycleNothingIsToldButWhatIsWrongIsKnown() {
    Records records = new Records(LifeCycle.OFF);
    assertThat(records.temperature(0, "46").notices()).isEmpty();
    records.temperature(1, "47");
    assertThat(records.shadow().breaches().get("temperature_above").since()).isEqualTo(START);
  }

  @Test
  void aRiseIsOverWhenNothingRisesHoweverLargeTheHysteresis() {
    Records records = new Records(new LifeCycle(Duration.ofSeconds(300), new BigDecimal("6"), 1));
    records.temperature(0, "20");
    assertThat(records.temperature(30, "26").notices())
        .extracting(Notice::kind)
        .containsExactly(Notice.Kind.RAISED);
    assertThat(records.temperature(120, "26").notices())
        .extracting(Notice::kind)
        .containsExactly(Notice.Kind.CLEARED);
  }

  @Test
  void whatWasToldIsClearedAlsoIfTheLifeCycleIsSwitchedOffMeanwhile() {
    Judgement raised =
        new Judge(device -> Thresholds.DEFAULT, coolDown(300))
            .judge(null, reading(START, "46", "50"), Records.place(1), START);
    Judge off = new Judge(device -> Thresholds.DEFAULT, LifeCycle.OFF);
    Instant later = START.plusSeconds(1);

    assertThat(
            off.judge(raised.shadow(), reading(later, "44", "50"), Records.place(2), later)
                .notices())
        .extracting(Notice::kind)
        .containsExactly(Notice.Kind.CLEARED);
  }

  @Test
  void aBreachThatBeganWithoutALifeCycleIsRaisedOnceItIsSwitchedOn() {
    Judgement silent =
        new Judge(device -> Thresholds.DEFAULT, LifeCycle.OFF)
            .judge(null, reading(START, "46", "50"), Records.place(1), START);
    Judge on = new Judge(device -> Thresholds.DEFAULT, coolDown(300));
    Instant later = START.plusSeconds(1);

    assertThat(silent.notices()).isEmpty();
    assertThat(
            on.judge(silent.shadow(), reading(later, "47", "50"), Records.place(2), later)
                .notices())
        .extracting(Notice::kind, Notice::count)
        .containsExactly(tuple(Notice.Kind.RAISED, 2L));
  }

  @Test
  void anyRecordEndsSilence() {
    for (LifeCycle lifeCycle : List.of(LifeCycle.OFF, coolDown(300))) {
      Records records = new Records(lifeCycle);
      records.temperature(0, "20");
      records.silentAt(START.plusSeconds(400));
      Instant back = START.plusSeconds(500);
      Judgement late = records.next(reading(START.minusSeconds(5), "20", "50"), back);
      assertThat(late.notices())
          .containsExactly(new Notice(Notice.Kind.CLEARED, Notice.SILENT, START, back, 0, null));
      assertThat(records.shadow().isSilent()).isFalse();
    }
  }

  @Test
  void aClockThatWasAheadOnceDoesNotMakeTheDeviceLateForEver() {
    Records records = new Records(coolDown(300));
    records.temperature(0, "20");
    records.next(reading(START.plusSeconds(86_400), "50", "50"), START.plusSeconds(1));
    Judgement right = records.next(reading(START.plusSeconds(2), "21", "50"));
    assertThat(right.notices()).extracting(Notice::kind).containsExactly(Notice.Kind.CLEARED);
    assertThat(records.shadow().last().timestamp()).isEqualTo(START.plusSeconds(2));
    assertThat(records.temperature(3, "46").notices()).isNotEmpty();
  }

  @Test
  void aClockThatIsAlwaysAheadIsTakenAsItIs() {
    Records records = new Records(coolDown(300));
    Instant ahead = START.plusSeconds(86_400);
    records.next(reading(ahead, "46", "50"), START);
    assertThat(
            records.next(reading(ahead.plusSeconds(1), "47", "50"), START.plusSeconds(1)).notices())
        .isEmpty();
    assertThat(records.shadow().breaches().get("temperature_above").count()).isEqualTo(2);
  }

  private static Notice notice(Notice.Kind kind, long since, long at, long count, String worst) {
    return new Notice(
        kind,
        "temperature_above",
        START.plusSeconds(since),
        START.plusSeconds(at),
        count,
        new BigDecimal(worst));
  }
}

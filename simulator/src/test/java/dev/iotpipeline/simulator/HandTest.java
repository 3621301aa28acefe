package dev.iotpipeline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.aws.FakeClock;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import dev.iotpipeline.telemetry.RejectedReadingException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What somebody does to devices while they run. */
final class HandTest {

  private static final Instant START = Instant.parse("2026-11-23T10:15:30Z");

  /** Two sites: the second begins with the device of this number. */
  private static final int SECOND_SITE = 100;

  private static final FleetPlan PLAN =
      new FleetPlan(
          SECOND_SITE + 1,
          Duration.ofSeconds(1),
          null,
          null,
          42,
          START,
          0,
          Map.of(),
          Scenario.NORMAL);

  private final FakeClock clock = new FakeClock(START);
  private final Hand hand = new Hand(clock);
  private final List<DeviceMessages> devices = DeviceMessages.ofFleet(PLAN, hand);
  private final List<DeviceMessages> others = DeviceMessages.ofFleet(PLAN);

  @Test
  void aHeatedSiteGetsWarmerAndCoolsDownAgainAndTheOthersStayAsTheyAre() {
    assertThat(warmer(0)).isEqualByComparingTo("0");
    hand.heat("site-1", true);
    clock.advance(Duration.ofSeconds(7));
    assertThat(warmer(0)).isEqualByComparingTo("7");
    assertThat(warmer(SECOND_SITE)).isEqualByComparingTo("0");
    clock.advance(Duration.ofMinutes(1));
    assertThat(warmer(0)).isEqualByComparingTo("30");
    hand.heat("site-1", false);
    clock.advance(Duration.ofSeconds(20));
    assertThat(warmer(0)).isEqualByComparingTo("10");
    clock.advance(Duration.ofSeconds(20));
    assertThat(warmer(0)).isEqualByComparingTo("0");
  }

  @Test
  void toHeatAgainDoesNotBeginAgain() {
    hand.heat("site-1/sensor-001", true);
    clock.advance(Duration.ofSeconds(5));
    hand.heat("site-1/sensor-001", true);
    clock.advance(Duration.ofSeconds(5));

    assertThat(warmer(0)).isEqualByComparingTo("10");
    assertThat(warmer(1)).isEqualByComparingTo("0");
    assertThat(hand.heated()).containsExactly("site-1/sensor-001");
  }

  @Test
  void whatIsToldOfAMessageIsWhatItHolds() throws RejectedReadingException {
    hand.heat("site-1", true);
    clock.advance(Duration.ofSeconds(30));
    DeviceMessage message = devices.get(0).next(START);

    assertThat(ReadingJson.parse(message.payload())).isEqualTo(message.reading());
    assertThat(message.reading().temperature()).isGreaterThan(new BigDecimal("45"));
  }

  @Test
  void aSilencedDeviceSendsNothingUntilItMayAgain() {
    try (TestStream stream = new TestStream()) {
      FleetPlan plan = Plans.counted(2, 40);
      String silenced = plan.deviceIds().get(0);
      hand.silence(silenced, true);
      AtomicInteger published = new AtomicInteger();
      SimulationListener listener =
          new SimulationListener() {
            @Override
            public void published(PublishedMessage message) {
              if (published.incrementAndGet() == 20) {
                assertThat(stream.readings())
                    .extracting(Reading::deviceId)
                    .doesNotContain(silenced);
                hand.silence(silenced, false);
              }
            }
          };
      new Simulation(plan, TestStream.NAME, stream.client(), List.of(listener), 2, hand).run();

      assertThat(stream.readings()).hasSize(40);
      assertThat(hand.silenced()).isEmpty();
      assertThat(hand.hasSilenced()).isTrue();
    }
  }

  /** How much warmer a device is than without the hand. */
  private BigDecimal warmer(int index) {
    Instant now = clock.instant();
    return devices
        .get(index)
        .next(now)
        .reading()
        .temperature()
        .subtract(others.get(index).next(now).reading().temperature());
  }
}

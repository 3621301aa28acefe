package dev.iotpipeline.simulator;

import static dev.iotpipeline.simulator.SentMessages.fleet;
import static dev.iotpipeline.simulator.SentMessages.messages;
import static dev.iotpipeline.simulator.SentMessages.places;
import static dev.iotpipeline.simulator.SentMessages.time;
import static dev.iotpipeline.simulator.SentMessages.turn;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Devices whose clock is wrong. */
final class ClockSkewTest {

  @Test
  void aSkewedClockIsOffByAConstantOfAMinuteToADayAheadOrBehind() {
    List<Duration> errors = new ArrayList<>();
    for (DeviceMessages device : fleet(500, Map.of(Hostility.CLOCK_SKEW, 1.0))) {
      List<DeviceMessage> messages = messages(device, 5);
      assertThat(messages).allMatch(message -> message.hostility() == Hostility.CLOCK_SKEW);
      List<Duration> ofDevice = clockErrors(messages);
      assertThat(ofDevice).containsOnly(ofDevice.get(0));
      errors.add(ofDevice.get(0));
    }

    assertThat(errors)
        .allMatch(error -> error.abs().compareTo(Duration.ofMinutes(1)) >= 0)
        .allMatch(error -> error.abs().compareTo(Duration.ofDays(1)) <= 0)
        .allMatch(error -> error.toNanos() % 1_000 == 0);
    assertThat(errors.stream().filter(Duration::isNegative).count()).isBetween(200L, 300L);
    assertThat(errors.stream().distinct()).hasSize(500);
  }

  @ParameterizedTest
  @CsvSource({"25, 0.2, 5, 5", "25, 0.05, 1, 2", "100, 0.33, 33, 33", "7, 1, 7, 7", "7, 0, 0, 0"})
  void theShareOfSkewedDevicesIsMetToWithinOne(int devices, double share, int fewest, int most) {
    for (long seed = 0; seed < 100; seed++) {
      FleetPlan plan = Plans.hostile(devices, seed, Map.of(Hostility.CLOCK_SKEW, share));

      assertThat(skewed(DeviceMessages.ofFleet(plan))).hasSizeBetween(fewest, most);
    }
  }

  @Test
  void aWrongClockChangesTheTimeAndNotWhatIsMeasured() {
    List<DeviceMessages> right = DeviceMessages.ofFleet(heatwave(Map.of()));
    List<DeviceMessages> wrong =
        DeviceMessages.ofFleet(heatwave(Map.of(Hostility.CLOCK_SKEW, 1.0)));

    for (int device = 0; device < 3; device++) {
      assertThat(temperatures(wrong.get(device))).isEqualTo(temperatures(right.get(device)));
    }
  }

  private static FleetPlan heatwave(Map<Hostility, Double> hostility) {
    return new FleetPlan(
        3,
        Duration.ofSeconds(1),
        null,
        Duration.ofMinutes(1),
        Plans.SEED,
        Plans.START,
        0,
        hostility,
        Scenario.HEATWAVE);
  }

  private static List<BigDecimal> temperatures(DeviceMessages device) {
    return messages(device, 60).stream().map(message -> message.reading().temperature()).toList();
  }

  @Test
  void whichDevicesAreSkewedIsDrawn() {
    Map<Hostility, Double> one = Map.of(Hostility.CLOCK_SKEW, 0.1);

    assertThat(
            LongStream.range(0, 200)
                .mapToObj(seed -> skewed(DeviceMessages.ofFleet(Plans.hostile(10, seed, one))))
                .collect(Collectors.toSet()))
        .hasSize(10);
  }

  @Test
  void aSkewedDeviceIsLateByItsOwnClock() {
    FleetPlan plan = Plans.hostile(1, Map.of(Hostility.CLOCK_SKEW, 1.0, Hostility.LATE, 0.5));
    List<DeviceMessage> messages = messages(DeviceMessages.ofFleet(plan).get(0), 200);
    List<Integer> inTime = places(messages, Hostility.CLOCK_SKEW);
    Duration error = Duration.between(turn(inTime.get(0)), time(messages.get(inTime.get(0))));

    assertThat(places(messages, Hostility.LATE))
        .hasSize(200 - inTime.size())
        .allSatisfy(
            n ->
                assertThat(Duration.between(time(messages.get(n)), turn(n).plus(error)))
                    .isBetween(Duration.ofSeconds(1), Duration.ofHours(1)));
  }

  private static List<Duration> clockErrors(List<DeviceMessage> messages) {
    return IntStream.range(0, messages.size())
        .mapToObj(n -> Duration.between(turn(n), time(messages.get(n))))
        .toList();
  }

  /** The indexes of the devices whose first message is skewed. */
  private static List<Integer> skewed(List<DeviceMessages> fleet) {
    return places(
        fleet.stream().map(device -> device.next(Plans.START)).toList(), Hostility.CLOCK_SKEW);
  }
}

package dev.iotpipeline.simulator;

import static dev.iotpipeline.simulator.SentMessages.ALL;
import static dev.iotpipeline.simulator.SentMessages.MANY;
import static dev.iotpipeline.simulator.SentMessages.fleet;
import static dev.iotpipeline.simulator.SentMessages.kinds;
import static dev.iotpipeline.simulator.SentMessages.messages;
import static dev.iotpipeline.simulator.SentMessages.places;
import static dev.iotpipeline.simulator.SentMessages.text;
import static dev.iotpipeline.simulator.SentMessages.texts;
import static dev.iotpipeline.simulator.SentMessages.time;
import static dev.iotpipeline.simulator.SentMessages.turn;
import static dev.iotpipeline.simulator.SentMessages.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a device sends, honest or hostile, and that the seed decides it. */
final class DeviceMessagesTest {

  @Test
  void anHonestFleetSendsItsSeriesAndNothingElse() {
    DeviceSeries series = DeviceSeries.ofFleet(Plans.hostile(1, Map.of())).get(0);

    assertThat(messages(Map.of(), 100))
        .extracting(SentMessages::text)
        .isEqualTo(
            IntStream.range(0, 100)
                .mapToObj(
                    n ->
                        new String(ReadingJson.write(series.next(turn(n))), StandardCharsets.UTF_8))
                .toList());
    assertThat(messages(Map.of(), 100)).allMatch(message -> message.hostility() == null);
  }

  @Test
  void otherTurnsAreAsInAnHonestFleet() {
    List<DeviceMessage> honest = messages(Map.of(), 1_000);
    List<DeviceMessage> hostile = messages(with(ALL, Hostility.CLOCK_SKEW, 0), 1_000);

    List<Integer> honestTurns =
        IntStream.range(0, 1_000).filter(n -> hostile.get(n).hostility() == null).boxed().toList();
    assertThat(honestTurns).hasSizeBetween(250, 350);
    assertThat(honestTurns).allMatch(n -> text(hostile.get(n)).equals(text(honest.get(n))));
  }

  @Test
  void eachKindHasItsShareOfTheTurns() {
    Map<Hostility, Long> counts =
        messages(with(ALL, Hostility.CLOCK_SKEW, 0), MANY).stream()
            .filter(message -> message.hostility() != null)
            .collect(Collectors.groupingBy(DeviceMessage::hostility, Collectors.counting()));

    assertThat(counts).hasSize(4);
    assertThat(counts.get(Hostility.MALFORMED)).isBetween(1_850L, 2_150L);
    assertThat(counts.get(Hostility.DUPLICATE)).isBetween(2_800L, 3_200L);
    assertThat(counts.get(Hostility.LATE)).isBetween(3_800L, 4_200L);
    assertThat(counts.get(Hostility.SAME_TIMESTAMP)).isBetween(4_750L, 5_250L);
  }

  @Test
  void aDuplicateIsThePreviousMessageByteForByte() {
    List<DeviceMessage> messages = messages(ALL, 2_000);

    List<Integer> duplicates = places(messages, Hostility.DUPLICATE);
    assertThat(duplicates).isNotEmpty();
    assertThat(duplicates)
        .allSatisfy(
            n -> {
              assertThat(messages.get(n).payload()).isEqualTo(messages.get(n - 1).payload());
              assertThat(messages.get(n).reading()).isEqualTo(messages.get(n - 1).reading());
              assertThat(messages.get(n).rejection()).isEqualTo(messages.get(n - 1).rejection());
            });
    assertThat(duplicates).anyMatch(n -> messages.get(n).rejection() != null);
  }

  @ParameterizedTest
  @EnumSource(names = {"DUPLICATE", "SAME_TIMESTAMP"})
  void aTurnWithNothingBeforeItIsHonest(Hostility kind) {
    List<DeviceMessage> messages = messages(Map.of(kind, 1.0), 10);

    assertThat(messages.get(0).hostility()).isNull();
    assertThat(messages.get(0).reading().timestamp()).isEqualTo(Plans.START);
    assertThat(messages.subList(1, 10)).allMatch(message -> message.hostility() == kind);
  }

  @Test
  void aLateReadingWasTakenASecondToAnHourBeforeItsTurn() {
    List<DeviceMessage> messages = messages(Map.of(Hostility.LATE, 0.5), MANY);

    List<Duration> latenesses =
        places(messages, Hostility.LATE).stream()
            .map(n -> Duration.between(time(messages.get(n)), turn(n)))
            .sorted()
            .toList();
    assertThat(latenesses.get(0)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10));
    assertThat(latenesses.get(latenesses.size() - 1))
        .isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
    assertThat(latenesses).allMatch(lateness -> lateness.toNanos() % 1_000 == 0);
    // So it meets no honest reading's time, as long as the interval is of whole milliseconds.
    assertThat(latenesses).allMatch(lateness -> lateness.toNanos() % 1_000_000 != 0);
  }

  @Test
  void aReadingWithTheTimeOfTheOneBeforeHasOtherValues() {
    List<DeviceMessage> messages = messages(ALL, 2_000);

    List<Integer> repeated = places(messages, Hostility.SAME_TIMESTAMP);
    assertThat(repeated).isNotEmpty();
    for (int n : repeated) {
      Reading before = lastReading(messages.subList(0, n));
      Reading reading = messages.get(n).reading();
      assertThat(reading.key()).isEqualTo(before.key());
      assertThat(reading).isNotEqualTo(before);
    }
  }

  @Test
  void theSamePlanGivesTheSameBytes() {
    assertThat(texts(fleet(20, ALL))).isEqualTo(texts(fleet(20, ALL)));
  }

  /** Written out, so that the test fails if our generator or the JDK's changes. */
  @Test
  void theSameSeedMakesTheSameTurnsHostileOnEveryJdk() {
    assertThat(
            messages(with(ALL, Hostility.MALFORMED, 0.4), 12).stream()
                .map(DeviceMessagesTest::outline))
        .containsExactly(
            "clock-skew 2026-11-22T15:06:56.039700Z",
            "same-timestamp 2026-11-22T15:06:56.039700Z",
            "same-timestamp 2026-11-22T15:06:56.039700Z",
            "malformed malformed_json",
            "late 2026-11-22T14:47:19.899013Z",
            "same-timestamp 2026-11-22T14:47:19.899013Z",
            "duplicate 2026-11-22T14:47:19.899013Z",
            "same-timestamp 2026-11-22T14:47:19.899013Z",
            "same-timestamp 2026-11-22T14:47:19.899013Z",
            "malformed invalid_text",
            "malformed physically_impossible",
            "malformed missing_field");
  }

  @Test
  void anotherSeedMakesOtherTurnsHostile() {
    assertThat(kinds(DeviceMessages.ofFleet(Plans.hostile(1, 1, ALL)).get(0)))
        .isNotEqualTo(kinds(DeviceMessages.ofFleet(Plans.hostile(1, 2, ALL)).get(0)));
  }

  @Test
  void eachDeviceIsHostileInTurnsOfItsOwn() {
    assertThat(
            fleet(50, with(ALL, Hostility.CLOCK_SKEW, 0)).stream()
                .map(SentMessages::kinds)
                .distinct())
        .hasSize(50);
  }

  @Test
  void theSizeOfTheFleetChangesNoDevicesMessages() {
    assertThat(texts(fleet(400, ALL).subList(0, 20))).isEqualTo(texts(fleet(20, ALL)));
  }

  private static String outline(DeviceMessage message) {
    String kind = message.hostility() == null ? "honest" : message.hostility().code();
    return kind
        + " "
        + (message.reading() == null
            ? message.rejection().code()
            : message.reading().timestamp().toString());
  }

  private static Reading lastReading(List<DeviceMessage> messages) {
    List<Reading> readings =
        messages.stream().map(DeviceMessage::reading).filter(Objects::nonNull).toList();
    return readings.get(readings.size() - 1);
  }
}

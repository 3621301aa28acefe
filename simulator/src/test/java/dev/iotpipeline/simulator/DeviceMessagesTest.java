package dev.iotpipeline.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import dev.iotpipeline.telemetry.RejectedReadingException;
import dev.iotpipeline.telemetry.Rejection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class DeviceMessagesTest {

  private static final int MANY = 20_000;

  private static final Map<Hostility, Double> ALL =
      Map.of(
          Hostility.MALFORMED, 0.1,
          Hostility.DUPLICATE, 0.15,
          Hostility.LATE, 0.2,
          Hostility.SAME_TIMESTAMP, 0.25,
          Hostility.CLOCK_SKEW, 0.5);

  @Test
  void anHonestFleetSendsItsSeriesAndNothingElse() {
    DeviceSeries series = DeviceSeries.ofFleet(Plans.hostile(1, Map.of())).get(0);

    assertThat(messages(Map.of(), 100))
        .extracting(DeviceMessagesTest::text)
        .isEqualTo(
            IntStream.range(0, 100)
                .mapToObj(
                    n ->
                        new String(ReadingJson.write(series.next(turn(n))), StandardCharsets.UTF_8))
                .toList());
    assertThat(messages(Map.of(), 100)).allMatch(message -> message.hostility().isEmpty());
  }

  @Test
  void whatIsNotStruckIsAsInAnHonestFleet() {
    List<DeviceMessage> honest = messages(Map.of(), 1_000);
    List<DeviceMessage> hostile = messages(with(ALL, Hostility.CLOCK_SKEW, 0), 1_000);

    List<Integer> notStruck =
        IntStream.range(0, 1_000)
            .filter(n -> hostile.get(n).hostility().isEmpty())
            .boxed()
            .toList();
    assertThat(notStruck).hasSizeBetween(250, 350);
    assertThat(notStruck).allMatch(n -> text(hostile.get(n)).equals(text(honest.get(n))));
  }

  @Test
  void eachKindHasItsShareOfTheTurns() {
    Map<Optional<Hostility>, Long> counts =
        messages(with(ALL, Hostility.CLOCK_SKEW, 0), MANY).stream()
            .collect(Collectors.groupingBy(DeviceMessage::hostility, Collectors.counting()));

    assertThat(counts).hasSize(5);
    assertThat(counts.get(Optional.of(Hostility.MALFORMED))).isBetween(1_850L, 2_150L);
    assertThat(counts.get(Optional.of(Hostility.DUPLICATE))).isBetween(2_800L, 3_200L);
    assertThat(counts.get(Optional.of(Hostility.LATE))).isBetween(3_800L, 4_200L);
    assertThat(counts.get(Optional.of(Hostility.SAME_TIMESTAMP))).isBetween(4_750L, 5_250L);
  }

  @Test
  void aMalformedPayloadIsRefusedForTheReasonItWasMadeFor() {
    for (DeviceMessage message : messages(Map.of(Hostility.MALFORMED, 1.0), MANY)) {
      RejectedReadingException e =
          catchThrowableOfType(
              RejectedReadingException.class, () -> ReadingJson.parse(message.payload()));

      assertThat(e).as(text(message)).isNotNull();
      assertThat(e.rejection().reason())
          .as(text(message))
          .isEqualTo(message.rejection().orElseThrow());
    }
  }

  @Test
  void everyReasonComesEquallyOften() {
    Map<Rejection.Reason, Long> counts =
        messages(Map.of(Hostility.MALFORMED, 1.0), 70).stream()
            .collect(
                Collectors.groupingBy(
                    message -> message.rejection().orElseThrow(), Collectors.counting()));

    assertThat(counts).containsOnlyKeys(Rejection.Reason.values()).hasSize(10);
    assertThat(counts.values()).containsOnly(7L);
  }

  @ParameterizedTest
  @EnumSource(Rejection.Reason.class)
  void aReasonComesInSeveralShapes(Rejection.Reason reason) {
    // Without what differs from turn to turn anyhow: the time and the numbers of an honest reading.
    assertThat(
            messages(Map.of(Hostility.MALFORMED, 1.0), 2_000).stream()
                .filter(message -> message.rejection().equals(Optional.of(reason)))
                .map(message -> text(message).replaceAll("\\d+", "#"))
                .distinct())
        .hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void theRecordOfAMalformedPayloadStillNamesItsDevice() {
    assertThat(messages(Map.of(Hostility.MALFORMED, 1.0), 100))
        .extracting(DeviceMessage::deviceId)
        .containsOnly("sensor-001");
  }

  @Test
  void whatIsNotMalformedIsTheReadingItSaysItIs() {
    assertThat(messages(with(ALL, Hostility.MALFORMED, 0), 2_000))
        .allMatch(
            message ->
                ReadingJson.parse(message.payload()).equals(message.reading().orElseThrow()));
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
    assertThat(duplicates).anyMatch(n -> messages.get(n).rejection().isPresent());
  }

  @ParameterizedTest
  @EnumSource(names = {"DUPLICATE", "SAME_TIMESTAMP"})
  void aTurnWithNothingBeforeItIsHonest(Hostility kind) {
    List<DeviceMessage> messages = messages(Map.of(kind, 1.0), 10);

    assertThat(messages.get(0).hostility()).isEmpty();
    assertThat(messages.get(0).reading().orElseThrow().timestamp()).isEqualTo(Plans.START);
    assertThat(messages.subList(1, 10))
        .allMatch(message -> message.hostility().equals(Optional.of(kind)));
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
      Reading reading = messages.get(n).reading().orElseThrow();
      assertThat(reading.key()).isEqualTo(before.key());
      assertThat(reading).isNotEqualTo(before);
    }
  }

  @Test
  void aSkewedClockIsOffByAConstantOfAMinuteToADayAheadOrBehind() {
    List<Duration> errors = new ArrayList<>();
    for (DeviceMessages device : fleet(500, Map.of(Hostility.CLOCK_SKEW, 1.0))) {
      List<DeviceMessage> messages = messages(device, 5);
      assertThat(messages)
          .allMatch(message -> message.hostility().equals(Optional.of(Hostility.CLOCK_SKEW)));
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

  @Test
  void theSamePlanGivesTheSameBytes() {
    assertThat(texts(fleet(20, ALL))).isEqualTo(texts(fleet(20, ALL)));
  }

  /** Written out, so that a change of the generator, ours or the JDK's, does not go unseen. */
  @Test
  void theSameSeedStrikesTheSameTurnsOnEveryJdk() {
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
  void anotherSeedStrikesOtherTurns() {
    assertThat(kinds(DeviceMessages.ofFleet(Plans.hostile(1, 1, ALL)).get(0)))
        .isNotEqualTo(kinds(DeviceMessages.ofFleet(Plans.hostile(1, 2, ALL)).get(0)));
  }

  @Test
  void eachDeviceIsStruckInTurnsOfItsOwn() {
    assertThat(
            fleet(50, with(ALL, Hostility.CLOCK_SKEW, 0)).stream()
                .map(DeviceMessagesTest::kinds)
                .distinct())
        .hasSize(50);
  }

  @Test
  void theSizeOfTheFleetChangesNoDevicesMessages() {
    assertThat(texts(fleet(400, ALL).subList(0, 20))).isEqualTo(texts(fleet(20, ALL)));
  }

  private static List<Integer> places(List<DeviceMessage> messages, Hostility kind) {
    return IntStream.range(0, messages.size())
        .filter(n -> messages.get(n).hostility().equals(Optional.of(kind)))
        .boxed()
        .toList();
  }

  private static Map<Hostility, Double> with(
      Map<Hostility, Double> shares, Hostility kind, double share) {
    Map<Hostility, Double> changed = new HashMap<>(shares);
    changed.put(kind, share);
    return changed;
  }

  private static List<DeviceMessages> fleet(int devices, Map<Hostility, Double> hostility) {
    return DeviceMessages.ofFleet(Plans.hostile(devices, hostility));
  }

  private static List<DeviceMessage> messages(Map<Hostility, Double> hostility, int count) {
    return messages(fleet(1, hostility).get(0), count);
  }

  private static List<DeviceMessage> messages(DeviceMessages device, int count) {
    return IntStream.range(0, count).mapToObj(n -> device.next(turn(n))).toList();
  }

  private static Instant turn(int n) {
    return Plans.START.plusSeconds(n);
  }

  private static Instant time(DeviceMessage message) {
    return message.reading().orElseThrow().timestamp();
  }

  private static List<Duration> clockErrors(List<DeviceMessage> messages) {
    return IntStream.range(0, messages.size())
        .mapToObj(n -> Duration.between(turn(n), time(messages.get(n))))
        .toList();
  }

  private static String outline(DeviceMessage message) {
    return message.hostility().map(Hostility::code).orElse("honest")
        + " "
        + message.reading().map(reading -> reading.timestamp().toString()).orElse("")
        + message.rejection().map(Rejection.Reason::code).orElse("");
  }

  private static Reading lastReading(List<DeviceMessage> messages) {
    List<Reading> readings =
        messages.stream().flatMap(message -> message.reading().stream()).toList();
    return readings.get(readings.size() - 1);
  }

  /** The indexes of the devices whose first message is skewed. */
  private static List<Integer> skewed(List<DeviceMessages> fleet) {
    return places(
        fleet.stream().map(device -> device.next(Plans.START)).toList(), Hostility.CLOCK_SKEW);
  }

  private static List<Optional<Hostility>> kinds(DeviceMessages device) {
    return messages(device, 100).stream().map(DeviceMessage::hostility).toList();
  }

  private static List<List<String>> texts(List<DeviceMessages> fleet) {
    return fleet.stream()
        .map(device -> messages(device, 100).stream().map(DeviceMessagesTest::text).toList())
        .toList();
  }

  /** One character a byte, since not every payload is UTF-8. */
  private static String text(DeviceMessage message) {
    return new String(message.payload(), StandardCharsets.ISO_8859_1);
  }
}

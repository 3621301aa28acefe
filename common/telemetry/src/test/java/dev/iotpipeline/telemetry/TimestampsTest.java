package dev.iotpipeline.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimestampsTest {

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T10:15:30.123456+00:00, 2026-11-23T10:15:30.123456000Z",
    "2026-11-23T10:15:30.123456Z, 2026-11-23T10:15:30.123456000Z",
    "2026-11-23T15:45:30.123456+05:30, 2026-11-23T10:15:30.123456000Z",
    "2026-11-22T23:15:30.123456-11:00, 2026-11-23T10:15:30.123456000Z",
    "2026-11-23T10:15:30-00:00, 2026-11-23T10:15:30.000000000Z",
    "2026-11-23T10:15:30.1Z, 2026-11-23T10:15:30.100000000Z",
    "2026-11-23T10:15:30.123456789Z, 2026-11-23T10:15:30.123456789Z",
    "2026-11-23T10:15:30.123456+0000, 2026-11-23T10:15:30.123456000Z",
    "2026-11-23T15:45:30+0530, 2026-11-23T10:15:30.000000000Z",
    "2026-11-22T23:15:30-1100, 2026-11-23T10:15:30.000000000Z",
    "2026-11-23T12:15:30+02, 2026-11-23T10:15:30.000000000Z",
    "2026-11-23t10:15:30z, 2026-11-23T10:15:30.000000000Z",
    "2026-11-23T10:15Z, 2026-11-23T10:15:00.000000000Z",
    "2024-02-29T23:59:59.999999999Z, 2024-02-29T23:59:59.999999999Z",
    "0000-01-01T00:00:00Z, 0000-01-01T00:00:00.000000000Z",
    "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999999Z",
  })
  void oneInstantHasOneText(String sent, String canonical) {
    assertThat(Timestamps.format(Timestamps.parse(sent))).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-23T10:15:30",
        "2026-11-23T10:15:30.1234567890Z",
        "2016-12-31T23:59:60Z",
        "2026-11-23T10:15:30 +00:00",
        "2026-11-23T10:15:30.Z0Z",
        "2026-11-23T10:15:3:Z",
        "2026-11-23T10:15:30.12/Z",
        "2026-11-23 10:15:30Z",
        "2026-13-01T00:00:00Z",
        "2026-02-29T00:00:00+00:00",
        "2026-11-23T24:00:00Z",
        "2026-11-23T10:60:00Z",
        "+026-11-23T10:15:30Z",
        "Z",
        "+00:00",
        "2026-11-23T10:15:30+00:00+0000",
        "2026-11-23T10:15:30+2500",
        "2026-11-23T10:15:30+2:00",
        "2026-11-23T10-1530",
        "+0000",
        "now",
        "",
      })
  void whatIsNotIsoWithAnOffsetIsRejected(String text) {
    assertThatThrownBy(() -> Timestamps.parse(text)).isInstanceOf(DateTimeException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0001-12-31T23:59:59.999999999Z", "+10000-01-01T00:00:00Z"})
  void yearsBeyondFourDigitsHaveNoText(Instant instant) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Timestamps.format(instant))
        .withMessage(instant + " lies outside the years 0000 to 9999");
  }

  @Test
  void theOrderOfTheTextsIsTheOrderOfTheInstants() {
    Random random = new Random(7);
    List<Instant> instants =
        Stream.generate(() -> Samples.anyInstant(random))
            .limit(10_000)
            .flatMap(instant -> Stream.of(instant, instant.minusNanos(1), instant.plusMillis(1)))
            .filter(Timestamps::isRepresentable)
            .toList();

    List<String> sortedAsTexts = instants.stream().map(Timestamps::format).sorted().toList();
    List<String> sortedAsInstants =
        instants.stream().sorted(Comparator.naturalOrder()).map(Timestamps::format).toList();

    assertThat(sortedAsTexts).isEqualTo(sortedAsInstants).allMatch(text -> text.length() == 30);
    assertThat(instants)
        .allMatch(instant -> Timestamps.parse(Timestamps.format(instant)).equals(instant));
  }

  /** One changed character in any place: what is read here is what the JDK's parser reads. */
  @Test
  void aTextNamesWhatItNamesForTheJdk() {
    Random random = new Random(8);
    for (int i = 0; i < 20_000; i++) {
      String canonical = Timestamps.format(Samples.anyInstant(random));
      String cut = canonical.substring(0, 19 + random.nextInt(11));
      StringBuilder text = new StringBuilder(cut).append(random.nextBoolean() ? "Z" : "+00:00");
      if (random.nextBoolean()) {
        String characters = "0123456789:-.+TtZz /٣";
        text.setCharAt(
            random.nextInt(text.length()), characters.charAt(random.nextInt(characters.length())));
      }

      assertThat(read(text.toString(), Timestamps::parse))
          .as(text.toString())
          .isEqualTo(read(text.toString(), sent -> OffsetDateTime.parse(sent).toInstant()));
    }
  }

  private static Optional<Instant> read(String text, Function<String, Instant> parser) {
    try {
      return Optional.of(parser.apply(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  @Test
  void theSameMeasurementInTwoOffsetsIsTheSameReading() {
    Reading utc = ReadingJson.parse(Samples.with("timestamp", "\"2026-11-23T10:15:30.5+00:00\""));
    Reading oslo =
        ReadingJson.parse(Samples.with("timestamp", "\"2026-11-23T11:15:30.500+01:00\""));

    assertThat(oslo).isEqualTo(utc);
    assertThat(oslo.key())
        .isEqualTo(new ReadingKey("sensor-007", "2026-11-23T10:15:30.500000000Z"));
  }
}

package dev.iotpipeline.local.run.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import dev.iotpipeline.telemetry.Timestamps;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ScorekeeperReadingsTest extends ScoredRun {

  private static final String NAME = "sensor-1 2026-11-23T10:15:31.250000000Z";

  @Test
  void aRunWithNothingInItIsClean() {
    assertThat(summary().isClean()).isTrue();
    assertThat(summary().published()).isZero();
    assertThat(summary().readingsPerSecond()).isZero();
    assertThat(summary().findings()).isEmpty();
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
  void aReadingThatIsNotInTheTableIsLostAndNamed() {
    publish(reading("sensor-1", "23.50", "50"));
    publish(reading("sensor-2", "23.50", "50"));
    table.add(item("sensor-2", "23.5", "50"));

    assertThat(summary().lost()).isEqualTo(1);
    assertThat(summary().findings()).containsExactly("lost: " + NAME);
    assertThat(summary().isClean()).isFalse();
  }

  static Stream<Arguments> alterations() {
    return Stream.of(
        alteration("temperature is 23.51, not 23.5", set("temperature", fromN("23.51"))),
        alteration("humidity is 51, not 50", set("humidity", fromN("51"))),
        alteration("pressure is 1003, not 1003.25", set("pressure", fromN("1003"))),
        alteration("firmware_version is 1.2, not 1.2.0", set("firmware_version", fromS("1.2"))),
        alteration("firmware_version is missing", item -> item.remove("firmware_version")),
        alteration(
            "ingestion_timestamp is 2999-01-01T00:00:00.000000000Z, not "
                + Timestamps.format(ARRIVAL),
            set("ingestion_timestamp", fromS("2999-01-01T00:00:00.000000000Z"))),
        alteration("ingestion_timestamp is missing", item -> item.remove("ingestion_timestamp")),
        alteration("note is there without cause", set("note", fromS("x"))),
        alteration("temperature is S 23.5, not N 23.5", set("temperature", fromS("23.5"))));
  }

  private static Arguments alteration(
      String words, Consumer<Map<String, AttributeValue>> alteration) {
    return Arguments.of(words, alteration);
  }

  private static Consumer<Map<String, AttributeValue>> set(String name, AttributeValue value) {
    return item -> item.put(name, value);
  }

  private static AttributeValue fromS(String text) {
    return AttributeValue.fromS(text);
  }

  private static AttributeValue fromN(String number) {
    return AttributeValue.fromN(number);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void alterations(String words, Consumer<Map<String, AttributeValue>> alteration) {
    publish(reading("sensor-1", "23.50", "50"));
    Map<String, AttributeValue> item = item("sensor-1", "23.5", "50");
    alteration.accept(item);
    table.add(item);

    assertThat(summary().altered()).isEqualTo(1);
    assertThat(summary().stored()).isZero();
    assertThat(summary().lost()).isZero();
    assertThat(summary().isClean()).isFalse();
    assertThat(summary().findings()).containsExactly("altered: " + NAME + ": " + words);
  }

  @Test
  void aReadingThatNobodyHasSentIsAdded() {
    table.add(item("sensor-1", "20", "50"));

    assertThat(summary().added()).isEqualTo(1);
    assertThat(summary().findings()).containsExactly("added: " + NAME + ", which nobody has sent");
    assertThat(summary().isClean()).isFalse();
  }

  @Test
  void aReadingThatWasDueAndCouldNotBePublishedFailsTheRun() {
    scorekeeper.notPublished(2);

    assertThat(summary().notPublished()).isEqualTo(2);
    assertThat(summary().isClean()).isFalse();
  }

  @Test
  void aReadingUnderAnotherKeyIsLostAndAdded() {
    publish(reading("sensor-1", "23.50", "50"));
    table.add(item("sensor-7", "23.5", "50"));

    assertThat(summary().lost()).isEqualTo(1);
    assertThat(summary().added()).isEqualTo(1);
  }

  @Test
  void whatAnEarlierRunHasLeftInTheTableCountsForNothing() {
    scorekeeper.storedEarlier(item("sensor-9", "20", "50"));
    table.add(item("sensor-9", "20", "50"));

    assertThat(summary().stored()).isZero();
    assertThat(summary().isClean()).isTrue();
  }

  @Test
  void whatAnEarlierRunHasLeftStaysAsItIs() {
    scorekeeper.storedEarlier(item("sensor-8", "20", "50"));
    scorekeeper.storedEarlier(item("sensor-9", "20", "50"));
    table.add(item("sensor-9", "21", "50"));

    assertThat(summary().earlierChanged()).isEqualTo(2);
    assertThat(summary().isClean()).isFalse();
  }

  @Test
  void aReadingOfAnEarlierRunMayBeReplaced() {
    Map<String, AttributeValue> earlier = item("sensor-1", "20", "50");
    earlier.put("ingestion_timestamp", fromS("2026-11-22T00:00:00.000000000Z"));
    scorekeeper.storedEarlier(earlier);
    publish(reading("sensor-1", "23.50", "50"));
    table.add(item("sensor-1", "23.5", "50"));

    assertThat(summary().isClean()).isTrue();
  }

  @Test
  void theSameReadingFromAnEarlierRunDoesNotHideThatThisOneWasLost() {
    Map<String, AttributeValue> earlier = item("sensor-1", "23.5", "50");
    earlier.put("ingestion_timestamp", fromS("2026-11-22T00:00:00.000000000Z"));
    scorekeeper.storedEarlier(earlier);
    publish(reading("sensor-1", "23.50", "50"));
    table.add(earlier);

    assertThat(summary().lost()).isEqualTo(1);
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
  void aReadingThatTheStreamTookWithOtherValuesIsAltered() {
    String taken = new String(ReadingJson.write(reading("sensor-1", "23.5", "50")));
    scorekeeper.accepted(
        record("1", taken.replace("23.5", "24.5").getBytes(StandardCharsets.UTF_8)));
    scorekeeper.published(reading("sensor-1", "23.5", "50"));
    table.add(item("sensor-1", "24.5", "50"));

    assertThat(summary().altered()).isEqualTo(1);
  }

  @Test
  void aReadingThatIsWrittenTwiceCountsOnceOnTheLiveLine() {
    publish(reading("sensor-1", "23.50", "50"));
    scorekeeper.stored(item("sensor-1", "23.5", "50"));
    scorekeeper.stored(item("sensor-1", "23.5", "50"));
    publish(reading("sensor-1", "23.50", "50"));
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
}

package dev.iotpipeline.local.aws.lambda.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.kinesis.StreamRecord;
import dev.iotpipeline.local.aws.lambda.InvocationResult;
import dev.iotpipeline.local.aws.lambda.mapping.WindowFunction.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a function does, and whatever the settings: every record is in the one window that it
 * arrived in, each call is given what the last one made of the state, and a window of a shard ends
 * once.
 */
class WindowPropertiesTest {

  private static final int RECORDS = 200;

  /** A window of a shard. */
  private record Place(String shardId, Instant start) {}

  static Stream<Arguments> runs() {
    return Stream.of(true, false)
        .flatMap(
            limited -> IntStream.range(0, 30).mapToObj(seed -> Arguments.of(limited, (long) seed)));
  }

  @ParameterizedTest(name = "retries limited: {0}, seed {1}")
  @MethodSource("runs")
  void everyRecordIsInOneWindowAndEveryWindowEndsOnce(boolean limited, long seed) {
    Random random = new Random(seed * 31 + (limited ? 1 : 0));
    int seconds = 1 + random.nextInt(9);
    UnreliableFunction unreliable = new UnreliableFunction(random, limited);
    WindowFunction function = new WindowFunction();
    function.otherwise(unreliable::answer);
    MappingRun run =
        new MappingRun(settings(random, limited, seconds), 1 + random.nextInt(3), function);
    Map<Integer, Place> places = publish(run, random, seconds, unreliable);
    run.runToTheEnd();

    Set<Integer> discarded =
        run.discarded.stream()
            .flatMap(batch -> batch.records().stream())
            .map(MappingRun::number)
            .collect(Collectors.toSet());
    MappingCounts counts = run.mapping.counts();
    assertThat(unreliable.violations).isEmpty();
    assertThat(unreliable.finals.keySet()).isEqualTo(Set.copyOf(places.values()));
    assertThat(unreliable.finals.values()).allMatch(successes -> successes <= 1);
    assertThat(counts.recordsHandled() + counts.recordsDiscarded()).isEqualTo(RECORDS);
    assertThat(counts.recordsDiscarded()).isEqualTo(discarded.size());
    assertThat(unreliable.kept.keySet()).noneMatch(discarded::contains);
    unreliable.kept.forEach((number, place) -> assertThat(place).isEqualTo(places.get(number)));
    if (counts.windowsDiscarded() == 0) {
      assertThat(unreliable.finals.values()).allMatch(successes -> successes == 1);
      assertThat(unreliable.kept).hasSize(RECORDS - discarded.size());
    } else {
      assertThat(limited).isTrue();
    }
  }

  private static Settings settings(Random random, boolean limited, int seconds) {
    Settings settings =
        new Settings()
            .batchSize(1 + random.nextInt(10))
            .window(random.nextInt(3))
            .tumblingWindow(seconds)
            .retries(limited ? random.nextInt(4) : -1)
            .age(limited && random.nextInt(3) == 0 ? 60 : -1);
    return random.nextBoolean() ? settings.bisecting() : settings;
  }

  /** Returns where each record belongs. */
  private static Map<Integer, Place> publish(
      MappingRun run, Random random, int seconds, UnreliableFunction function) {
    Map<Integer, Place> places = new HashMap<>();
    for (int i = 0; i < RECORDS; i++) {
      StreamRecord record = run.put("sensor-" + random.nextInt(12));
      long second = record.approximateArrival().getEpochSecond();
      String shard = "shardId-00000000" + record.sequenceNumber().substring(4, 8);
      Place place = new Place(shard, Instant.ofEpochSecond(second - second % seconds));
      places.put(MappingRun.number(record), place);
      function.places = places;
      if (random.nextInt(10) == 0) {
        run.mapping.step();
        run.clock.advance(Duration.ofMillis(random.nextInt(3000)));
      }
    }
    return places;
  }

  /** Fails in every way there is, and keeps the states of the windows that it saw the end of. */
  private static final class UnreliableFunction {

    final List<String> violations = new ArrayList<>();

    /** How many final calls of each window succeeded; 0 for one that has only seen failing ones. */
    final Map<Place, Integer> finals = new HashMap<>();

    /** The records in the states that came with a call that ended or cut short their window. */
    final Map<Integer, Place> kept = new HashMap<>();

    /** Where each record belongs, as far as it is published. */
    Map<Integer, Place> places = Map.of();

    private final Map<Place, List<Integer>> states = new HashMap<>();
    private final Map<String, Place> last = new HashMap<>();
    private final Random random;
    private final boolean mayLoseStates;

    UnreliableFunction(Random random, boolean mayLoseStates) {
      this.random = random;
      this.mayLoseStates = mayLoseStates;
    }

    InvocationResult answer(Call call) {
      Place place = new Place(call.shardId(), call.start());
      check(call, place);
      if (call.isFinal()) {
        finals.putIfAbsent(place, 0);
      }
      return switch (random.nextInt(9)) {
        case 0 -> Answer.fails().to(call.records());
        case 1 -> Answer.timesOut().to(call.records());
        case 2 -> Answer.isThrottled().to(call.records());
        case 3 -> Answer.succeeds().to(call.records());
        case 4 -> takes(call, place, random.nextInt(call.records().size() + 1));
        default -> takes(call, place, call.records().size());
      };
    }

    private void check(Call call, Place place) {
      Place before = last.put(call.shardId(), place);
      if (before != null && place.start().isBefore(before.start())) {
        violations.add(call + " came after " + before);
      }
      List<Integer> expected = states.getOrDefault(place, List.of());
      boolean isLost = mayLoseStates && call.state().isEmpty();
      if (!isLost && !call.state().equals(expected)) {
        violations.add(call + " was not given " + expected);
      }
      for (int number : call.numbers()) {
        if (!place.equals(places.get(number))) {
          violations.add(call + " has a record of " + places.get(number));
        }
      }
      if ((call.isFinal() || call.isEarly()) != call.records().isEmpty()) {
        violations.add(call + " has the wrong number of records");
      }
      if (finals.getOrDefault(place, 0) > 0) {
        violations.add(call + " came after the end of its window");
      }
    }

    private InvocationResult takes(Call call, Place place, int records) {
      if (call.isFinal() || call.isEarly()) {
        call.state().forEach(number -> keep(number, place));
        states.remove(place);
        finals.computeIfPresent(place, (key, n) -> call.isFinal() ? n + 1 : n);
        return call.takes(0, "");
      }
      if (records > 0) {
        states.put(place, call.stateWith(records));
      }
      return call.takes(records, random.nextInt(50) == 0 ? WindowFunction.TOO_LARGE : "");
    }

    private void keep(int number, Place place) {
      if (kept.put(number, place) != null) {
        violations.add(number + " is in two states");
      }
    }
  }
}

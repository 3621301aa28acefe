package dev.iotpipeline.local.aws.lambda.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.lambda.InvocationResult;
import dev.iotpipeline.local.aws.lambda.mapping.ScriptedFunction.Delivered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
 * Whatever a function does, and whatever the settings: no record is skipped, none comes back once
 * it is done, and no key's records overtake each other.
 */
class MappingPropertiesTest {

  private static final int RECORDS = 300;
  private static final int KEYS = 12;

  static Stream<Arguments> runs() {
    return IntStream.of(1, 2, 3, 10)
        .boxed()
        .flatMap(
            lanes -> IntStream.range(0, 25).mapToObj(seed -> Arguments.of(lanes, (long) seed)));
  }

  @ParameterizedTest(name = "{0} lanes, seed {1}")
  @MethodSource("runs")
  void everyRecordIsDoneOnceAndInTheOrderOfItsKey(int lanes, long seed) {
    Random random = new Random(seed * 31 + lanes);
    MappingRun run = new MappingRun(randomSettings(random, lanes), 1 + random.nextInt(3));
    UnreliableFunction function = new UnreliableFunction(random);
    run.function.otherwise(function::answer);
    for (int i = 0; i < RECORDS; i++) {
      run.put("sensor-" + random.nextInt(KEYS));
      if (random.nextInt(20) == 0) {
        run.mapping.step();
        run.clock.advance(Duration.ofMillis(random.nextInt(3000)));
      }
    }
    run.runToTheEnd();

    Set<Integer> discarded =
        run.discarded.stream()
            .flatMap(batch -> batch.records().stream())
            .map(MappingRun::number)
            .collect(Collectors.toSet());
    assertThat(function.violations).isEmpty();
    assertThat(discarded).doesNotContainAnyElementsOf(function.handled);
    assertThat(discarded.size() + function.handled.size()).isEqualTo(RECORDS);
    assertThat(run.mapping.counts().recordsHandled()).isEqualTo(function.handled.size());
    assertThat(run.mapping.counts().recordsDiscarded()).isEqualTo(discarded.size());
  }

  private static Settings randomSettings(Random random, int lanes) {
    Settings settings =
        new Settings()
            .batchSize(1 + random.nextInt(10))
            .window(random.nextInt(3))
            .retries(random.nextInt(4))
            .age(random.nextInt(3) == 0 ? 60 : -1)
            .lanes(lanes);
    return random.nextBoolean() ? settings.bisecting() : settings;
  }

  /** Fails in every way there is, and notes what an order of keys forbids. */
  private static final class UnreliableFunction {

    final Set<Integer> handled = new HashSet<>();
    final List<String> violations = new ArrayList<>();
    private final Map<String, Integer> lastHandled = new HashMap<>();
    private final Random random;

    UnreliableFunction(Random random) {
      this.random = random;
    }

    InvocationResult answer(List<Delivered> batch) {
      batch.forEach(this::checkNotPassed);
      return switch (random.nextInt(8)) {
        case 0 -> Answer.fails().to(batch);
        case 1 -> Answer.timesOut().to(batch);
        case 2 -> Answer.isThrottled().to(batch);
        case 3 -> Answer.responds("no JSON at all").to(batch);
        case 4, 5 -> report(batch);
        default -> handle(batch, batch.size(), Answer.succeeds());
      };
    }

    private InvocationResult report(List<Delivered> batch) {
      int failed = random.nextInt(batch.size());
      return handle(batch, failed, Answer.reports(batch.get(failed).number()));
    }

    private InvocationResult handle(List<Delivered> batch, int records, Answer answer) {
      for (Delivered record : batch.subList(0, records)) {
        handled.add(record.number());
        lastHandled.put(record.partitionKey(), record.number());
      }
      return answer.to(batch);
    }

    /** Numbers grow along a key, so a lower one than the last handled has come too late. */
    private void checkNotPassed(Delivered record) {
      if (record.number() <= lastHandled.getOrDefault(record.partitionKey(), 0)) {
        violations.add(record + " came when a later or the same one had been handled");
      }
    }
  }
}

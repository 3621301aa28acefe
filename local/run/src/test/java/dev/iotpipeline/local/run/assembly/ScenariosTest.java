package dev.iotpipeline.local.run.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import dev.iotpipeline.local.run.faults.FaultPlan;
import dev.iotpipeline.local.run.verdict.RunSummary;
import dev.iotpipeline.simulator.FleetPlan;
import dev.iotpipeline.simulator.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scenario of the simulator: all that is there is found, and nothing else. */
class ScenariosTest {

  private static final String HOT = "temperature_above";
  private static final String RISING = "temperature_rising";
  private static final Set<String> SPIKES = Set.of(HOT, RISING, "humidity_above", "humidity_below");

  /** What happens in each; a rise may be a part of what the article's readings do. */
  private static final Map<Scenario, Set<String>> KINDS =
      Map.of(
          Scenario.ARTICLE, SPIKES,
          Scenario.NORMAL, Set.of(),
          Scenario.SPIKES, SPIKES,
          Scenario.HEATWAVE, Set.of(HOT),
          Scenario.FAST_RISE, Set.of(RISING),
          Scenario.FLAPPING, Set.of(HOT),
          Scenario.STUCK, Set.of(),
          Scenario.SILENT, Set.of());

  private static DynamoDbLocalProcess dynamoDb;

  @BeforeAll
  static void startDatabase() throws IOException {
    dynamoDb = DynamoDbLocalProcess.start(0);
  }

  @AfterAll
  static void endDatabase() {
    dynamoDb.close();
  }

  static Stream<Arguments> everyScenario() {
    Stream<Arguments> silences =
        Stream.of(
            Arguments.of(Scenario.SILENT, 0, 10),
            Arguments.of(Scenario.SILENT, 10, 10),
            Arguments.of(Scenario.NORMAL, 0, 10));
    return Stream.concat(
        silences,
        Stream.of(Scenario.values())
            .flatMap(scenario -> Stream.of(0, 10).map(cool -> Arguments.of(scenario, cool, 0))));
  }

  @ParameterizedTest(name = "{0}, cool-down {1} s, silence {2} s")
  @MethodSource
  void everyScenario(Scenario scenario, int coolDown, int silence) {
    try (DrivenPipeline run = start(coolDown, silence)) {
      run.play(fleet(scenario, run)).run();

      RunSummary summary = run.summary();
      assertThat(summary.isClean()).as("%s%n%s", summary, run.log()).isTrue();
      boolean isSilenceFound = scenario == Scenario.SILENT && silence > 0;
      assertThat(summary.detection().keySet())
          .isEqualTo(isSilenceFound ? Set.of("silent") : KINDS.get(scenario));
      assertThat(summary.detection().values())
          .allSatisfy(
              kind -> {
                assertThat(kind.expected()).isPositive();
                assertThat(kind.precision()).isEqualTo(1);
                assertThat(kind.recall()).isEqualTo(1);
              });
    }
  }

  private static DrivenPipeline start(int coolDown, int silence) {
    return new DrivenPipeline(
        dynamoDb.uri(),
        PipelineSettings.load(
            Map.of("notification_cooldown_in_seconds", coolDown, "silence_in_seconds", silence)),
        FaultPlan.NONE);
  }

  private static FleetPlan fleet(Scenario scenario, DrivenPipeline run) {
    return new FleetPlan(
        6,
        Duration.ofSeconds(1),
        null,
        Duration.ofSeconds(90),
        42,
        run.clock.instant(),
        0.05,
        Map.of(),
        scenario);
  }
}

package dev.iotpipeline.local.run.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.aws.FakeClock;
import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import dev.iotpipeline.local.run.faults.CallSite;
import dev.iotpipeline.local.run.faults.FaultPlan;
import dev.iotpipeline.local.run.verdict.RunSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The clock of the functions jumps in the middle of their work. */
class ClockJumpTest {

  private static DynamoDbLocalProcess dynamoDb;

  @BeforeAll
  static void startDatabase() throws IOException {
    dynamoDb = DynamoDbLocalProcess.start(0);
  }

  @AfterAll
  static void endDatabase() {
    dynamoDb.close();
  }

  static Stream<Arguments> nothingIsLostOrSentTwice() {
    return EnumSet.range(CallSite.WRITE_READINGS, CallSite.MARK_COUNTED).stream()
        .flatMap(
            site -> Stream.of("-PT1H", "PT10M").map(by -> Arguments.of(site, Duration.parse(by))));
  }

  @ParameterizedTest(name = "by {1} at {0}")
  @MethodSource
  void nothingIsLostOrSentTwice(CallSite site, Duration by) {
    AtomicReference<FakeClock> clock = new AtomicReference<>();
    AtomicInteger calls = new AtomicInteger();
    FaultPlan jump =
        (at, event) -> {
          if (at == site && calls.incrementAndGet() == 2) {
            clock.get().advance(by);
          }
          return Optional.empty();
        };
    try (DrivenPipeline run =
        new DrivenPipeline(dynamoDb.uri(), DrivenPipeline.settings(10), jump)) {
      clock.set(run.clock);
      letTwoHoursPass(run);
      run.publish(Fleets.hostile()).run(Duration.ofHours(3));

      RunSummary summary = run.summary();
      assertThat(calls).hasValueGreaterThan(1);
      assertThat(summary.isClean()).as("%s%n%s", summary, run.log()).isTrue();
      assertThat(summary.alertsRepeated()).isZero();
      assertThat(summary.deadLetters().batches() + summary.deadLetters().alerts()).isZero();
    }
  }

  /** The verdict takes no time for right that is before the run's first record. */
  private static void letTwoHoursPass(DrivenPipeline run) {
    run.put("gateway", "hello".getBytes(StandardCharsets.UTF_8)).run();
    run.clock.advance(Duration.ofHours(2));
  }
}

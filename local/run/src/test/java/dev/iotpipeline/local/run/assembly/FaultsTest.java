package dev.iotpipeline.local.run.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import dev.iotpipeline.local.run.faults.CallSite;
import dev.iotpipeline.local.run.faults.Fault;
import dev.iotpipeline.local.run.faults.FaultPlan;
import dev.iotpipeline.local.run.faults.FaultScenario;
import dev.iotpipeline.local.run.verdict.RunSummary;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Whatever goes wrong at whichever call: afterwards everything is as if nothing had, but for a send
 * that was left in doubt, which may have come once more.
 */
class FaultsTest {

  /** The calls for notices; without a cool-down there are none. */
  private static final Set<CallSite> OF_DIGESTS =
      EnumSet.range(CallSite.PUT_NOTICE, CallSite.RELEASE_DIGEST);

  /** The calls that only an alert of its own makes. */
  private static final Set<CallSite> OF_ALERTS =
      EnumSet.of(CallSite.MARK_NOTIFIED, CallSite.RELEASE_ALERT);

  /** The calls for the fleet's statistics, which nobody is told of. */
  private static final Set<CallSite> OF_WINDOWS =
      EnumSet.range(CallSite.KEEP_WINDOW, CallSite.MARK_WINDOW);

  private static DynamoDbLocalProcess dynamoDb;
  private static Map<String, Map<String, AttributeValue>> undisturbedReadings;
  private static List<String> undisturbedQuarantine;

  @BeforeAll
  static void runUndisturbed() throws IOException {
    dynamoDb = DynamoDbLocalProcess.start(0);
    try (DrivenPipeline undisturbed = start(FaultPlan.NONE).publish(Fleets.hostile()).run()) {
      RunSummary summary = undisturbed.summary();
      assertThat(summary.isClean()).as("%s%n%s", summary, undisturbed.log()).isTrue();
      assertThat(summary.alertsSent()).isGreaterThan(5);
      undisturbedReadings = undisturbed.readings();
      undisturbedQuarantine = undisturbed.quarantined();
    }
  }

  @AfterAll
  static void endDatabase() {
    dynamoDb.close();
  }

  static Stream<Arguments> everyFaultAtEveryCall() {
    return EnumSet.complementOf(EnumSet.copyOf(OF_DIGESTS)).stream()
        .flatMap(
            site ->
                Arrays.stream(Fault.values())
                    .filter(fault -> fault.canStrike(site))
                    .flatMap(fault -> calls(site).map(nth -> Arguments.of(site, fault, nth))));
  }

  /** The run is over within one window, so that there is no second one to keep. */
  private static Stream<Integer> calls(CallSite site) {
    return OF_WINDOWS.contains(site) ? Stream.of(1) : Stream.of(1, 2);
  }

  @ParameterizedTest(name = "{1} at {0}, call {2}")
  @MethodSource
  void everyFaultAtEveryCall(CallSite site, Fault fault, int nth) {
    try (DrivenPipeline run = start(plan(site, fault, nth)).publish(Fleets.hostile()).run()) {
      assertThat(run.summary().faults()).containsKey(fault.code());
      assertThatNothingIsLostOrSentTwice(run);

      RunSummary summary = run.summary();
      assertThat(summary.inDoubt().notifications())
          .isEqualTo(fault.leavesNotificationInDoubt(site) ? 1 : 0);
      assertThat(summary.inDoubt().metricValues())
          .isEqualTo(fault.leavesCountInDoubt(site) ? 1 : 0);
      assertThat(Objects.requireNonNull(summary.fleet()).windowsInDoubt())
          .isEqualTo(fault.leavesWindowInDoubt(site) ? 1 : 0);
    }
  }

  static Stream<Arguments> everyFaultAtEveryCallWithACoolDown() {
    return EnumSet.complementOf(EnumSet.copyOf(OF_ALERTS)).stream()
        .filter(site -> !OF_WINDOWS.contains(site))
        .flatMap(
            site ->
                Arrays.stream(Fault.values())
                    .filter(fault -> fault.canStrike(site))
                    .map(fault -> Arguments.of(site, fault)));
  }

  @ParameterizedTest(name = "{1} at {0}")
  @MethodSource
  void everyFaultAtEveryCallWithACoolDown(CallSite site, Fault fault) {
    try (DrivenPipeline run =
        startWithCoolDown(FaultPlan.once(site, fault, 1)).publish(Fleets.hostile()).run()) {
      RunSummary summary = run.summary();
      assertThat(summary.faults()).containsKey(fault.code());
      assertThat(run.readings()).as(run.log()).isEqualTo(undisturbedReadings);
      assertThat(run.quarantined()).isEqualTo(undisturbedQuarantine);
      assertThat(summary.isClean()).as("%s%n%s", summary, run.log()).isTrue();
      assertThat(summary.alertsExpected()).isGreaterThan(5);
      long inDoubt = fault.leavesNotificationInDoubt(site) ? 1 : 0;
      boolean isAtMark = site == CallSite.MARK_NOTICE;
      // An instance that dies leaves many marks unwritten, and counts once for all of them.
      assertThat(summary.inDoubt().notifications())
          .isBetween(inDoubt, isAtMark && fault == Fault.KILLED_AFTER ? 1 : inDoubt);
      assertThat(run.elapsed()).as("the shard never blocks").isLessThan(Duration.ofMinutes(4));
    }
  }

  /** A claim is given back only when a send has failed. */
  private static FaultPlan plan(CallSite site, Fault fault, int nth) {
    FaultPlan plan = FaultPlan.once(site, fault, nth);
    if (site != CallSite.RELEASE_ALERT) {
      return plan;
    }
    Set<String> failed = new HashSet<>();
    return (at, event) ->
        at == CallSite.NOTIFY && failed.size() < 2 && failed.add(event)
            ? Optional.of(Fault.THROTTLED)
            : plan.next(at, event);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DATABASE_RESTART")
  void everyScenario(FaultScenario scenario) {
    try (DrivenPipeline run = start(scenario.plan()).publish(Fleets.hostile()).run()) {
      assertThat(run.summary().faults()).isNotEmpty();
      assertThatNothingIsLostOrSentTwice(run);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DATABASE_RESTART")
  void everyScenarioWithACoolDown(FaultScenario scenario) {
    try (DrivenPipeline run = startWithCoolDown(scenario.plan()).publish(Fleets.hostile()).run()) {
      RunSummary summary = run.summary();
      assertThat(summary.faults()).isNotEmpty();
      assertThat(run.readings()).as(run.log()).isEqualTo(undisturbedReadings);
      assertThat(summary.isClean()).as("%s%n%s", summary, run.log()).isTrue();
    }
  }

  private static void assertThatNothingIsLostOrSentTwice(DrivenPipeline run) {
    RunSummary summary = run.summary();
    assertThat(run.readings()).as(run.log()).isEqualTo(undisturbedReadings);
    assertThat(run.quarantined()).isEqualTo(undisturbedQuarantine);
    assertThat(summary.isClean()).as("%s%n%s", summary, run.log()).isTrue();
    assertThat(summary.deadLetters().batches() + summary.deadLetters().alerts()).isZero();
    assertThat(run.alerts()).isEqualTo(Map.of(true, summary.alertsExpected(), false, 0L));
    assertThat(run.elapsed()).as("the shard never blocks").isLessThan(Duration.ofMinutes(4));
  }

  private static DrivenPipeline startWithCoolDown(FaultPlan faults) {
    return start(Map.of("batch_size", 10, "notification_cooldown_in_seconds", 10), faults);
  }

  /** Batches of ten, so that each call is made several times. */
  private static DrivenPipeline start(FaultPlan faults) {
    return start(Map.of("batch_size", 10), faults);
  }

  private static DrivenPipeline start(Map<String, Object> changes, FaultPlan faults) {
    Map<String, Object> all = new HashMap<>(changes);
    all.put("fleet_window_in_seconds", 1);
    return new DrivenPipeline(dynamoDb.uri(), PipelineSettings.load(all), faults);
  }
}

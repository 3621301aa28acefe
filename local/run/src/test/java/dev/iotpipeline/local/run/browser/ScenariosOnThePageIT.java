package dev.iotpipeline.local.run.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import dev.iotpipeline.local.aws.sns.Notification;
import dev.iotpipeline.local.run.assembly.PipelineSettings;
import dev.iotpipeline.local.run.verdict.RunSummary;
import dev.iotpipeline.simulator.FleetPlan;
import dev.iotpipeline.simulator.Hostility;
import dev.iotpipeline.simulator.Scenario;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** At the end of a run of each scenario, the page shows what is in DynamoDB and what SNS took. */
@BrowserTest
class ScenariosOnThePageIT {

  private static final int DEVICES = 12;

  /** More are not listed. */
  private static final int LISTED_ALERTS = 50;

  /** What a run is played for: the cell that has to appear before it ends. */
  private static final Map<Scenario, String> AWAITED =
      Map.of(
          Scenario.ARTICLE, "b",
          Scenario.NORMAL, "o",
          Scenario.SPIKES, "x",
          Scenario.HEATWAVE, "b",
          Scenario.FAST_RISE, "r",
          Scenario.FLAPPING, "b",
          Scenario.STUCK, "o",
          Scenario.SILENT, "s");

  /** What happens in them is spread over the run. */
  private static final Set<Scenario> UNFOLDING =
      EnumSet.of(Scenario.HEATWAVE, Scenario.FAST_RISE, Scenario.SILENT);

  private static final Pattern LEFT_OUT = Pattern.compile("([0-9]+) not listed");

  private final Browser browser;
  private final DynamoDbLocalProcess dynamoDb;

  ScenariosOnThePageIT(Browser browser, DynamoDbLocalProcess dynamoDb) {
    this.browser = browser;
    this.dynamoDb = dynamoDb;
  }

  @ParameterizedTest
  @EnumSource
  void thePageAgreesWithTheTablesAndTheTopic(Scenario scenario) throws Exception {
    try (PageRun run =
        new PageRun(dynamoDb, settings(scenario), plan(scenario), Clock.systemUTC())) {
      browser.open(run.url());
      browser.awaitOne("#sites .cell[data-state=" + AWAITED.get(scenario) + "]");
      browser.await("ten seconds' readings", () -> shown("#verdict", "stored") >= 60);
      RunSummary summary = run.end();
      browser.awaitOne("#connection[data-state=ended]");

      assertThat(summary.isClean()).as("%s", summary).isTrue();
      checkCounts(run);
      assertThat(browser.attributes("#sites .cell", "data-device", "data-state"))
          .isEqualTo(run.tables.states());
      checkAlerts(run.notifications());
      checkPercentiles(run.tables.fleet());
      assertThat(browser.errors()).isEmpty();
    }
  }

  private static PipelineSettings settings(Scenario scenario) {
    return PipelineSettings.load(
        Map.of(
            "silence_in_seconds",
            scenario == Scenario.SILENT ? 1 : 0,
            "fleet_window_in_seconds",
            2));
  }

  private static FleetPlan plan(Scenario scenario) {
    return Plans.of(
        DEVICES,
        scenario,
        Duration.ofSeconds(UNFOLDING.contains(scenario) ? 15 : 300),
        scenario == Scenario.SPIKES ? Map.of(Hostility.MALFORMED, 0.2) : Map.of());
  }

  private long shown(String part, String name) {
    return browser.number(part + " [data-value=" + name + "]");
  }

  private void checkCounts(PageRun run) {
    long stored = run.tables.readings().size();
    long rejected = run.tables.rejected().size();
    long sent = run.alertsSent();
    assertThat(browser.attribute("#headline", "data-level")).isEqualTo("good");
    assertThat(shown("#verdict", "published")).isEqualTo(stored + rejected);
    assertThat(shown("#verdict", "stored")).isEqualTo(stored);
    assertThat(shown("#verdict", "rejected")).isEqualTo(rejected);
    assertThat(shown("#verdict", "under_way")).isZero();
    assertThat(shown("#verdict", "lost")).isZero();
    assertThat(shown("#verdict", "alerts_expected")).isEqualTo(sent);
    assertThat(shown("#verdict", "alerts_sent")).isEqualTo(sent);
    assertThat(shown("#verdict", "alerts_waiting")).isZero();
    assertThat(shown("#verdict", "missed")).isZero();
    assertThat(shown("#flow", "published")).isEqualTo(stored + rejected);
    assertThat(shown("#flow", "alerted")).isEqualTo(sent);
    assertThat(shown("#flow", "rejected")).isEqualTo(rejected);
    assertThat(shown("#flow", "quarantined")).isEqualTo(rejected);
    assertThat(shown("#flow", "dead_letters")).isZero();
    assertThat(shown("#flow", "devices")).isEqualTo(DEVICES);
  }

  /** Of a second's alerts the page lists the last ones alone, and says how many it has left out. */
  private void checkAlerts(List<Notification> sent) {
    Matcher note = LEFT_OUT.matcher(browser.text("#alerts-note"));
    int leftOut = note.find() ? Integer.parseInt(note.group(1)) : 0;
    List<String> listed = new ArrayList<>(browser.texts("#alert-list [data-alert] .subject"));
    assertThat(listed).hasSize(Math.min(LISTED_ALERTS, sent.size() - leftOut));
    Collections.reverse(listed);
    assertThat(sent.stream().map(Notification::subject)).containsSubsequence(listed);
    if (!sent.isEmpty()) {
      browser.click("#alert-list [data-alert] summary");
      browser.awaitOne("#alert-list [data-alert] pre");
      Notification newest = sent.get(sent.size() - 1);
      assertThat(browser.texts("#alert-list [data-alert] .message"))
          .containsExactly(newest.sms(), newest.email());
    }
  }

  /** What the key below the chart says of the newest window, of each measurement. */
  private void checkPercentiles(List<Map<String, AttributeValue>> windows) {
    Map<String, AttributeValue> newest = windows.get(windows.size() - 1);
    for (String field : List.of("temperature", "humidity", "pressure")) {
      browser.run(
          "document.querySelector(`#measurements input[value=${arguments[0]}]`).click()", field);
      Map<String, AttributeValue> values = newest.get(field).m();
      browser.await(field, () -> isNear(key(), values));
    }
  }

  /** The page rounds to tenths. */
  private static boolean isNear(List<String> shown, Map<String, AttributeValue> values) {
    List<String> percentiles = List.of("p50", "p95", "p99");
    return IntStream.range(0, percentiles.size())
        .allMatch(
            i -> {
              double kept = Double.parseDouble(values.get(percentiles.get(i)).n());
              double read = Double.parseDouble(shown.get(i).replace(",", ""));
              return Math.abs(kept - read) < 0.051;
            });
  }

  private List<String> key() {
    List<String> values = browser.texts("#percentiles .key b");
    return values.subList(0, 3);
  }
}

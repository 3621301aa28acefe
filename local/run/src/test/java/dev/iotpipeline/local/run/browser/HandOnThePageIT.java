package dev.iotpipeline.local.run.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import dev.iotpipeline.local.run.assembly.PipelineSettings;
import dev.iotpipeline.local.run.verdict.RunSummary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody does on the page happens to the run, and nothing gets lost. */
@BrowserTest
class HandOnThePageIT {

  private static final int DEVICES = 6;
  private static final String FIRST = "site-1/sensor-001";
  private static final String SECOND = "site-1/sensor-002";

  private final Browser browser;
  private final PageRun run;

  HandOnThePageIT(Browser browser, DynamoDbLocalProcess dynamoDb) {
    this.browser = browser;
    this.run =
        new PageRun(
            dynamoDb,
            PipelineSettings.load(Map.of("silence_in_seconds", 8)),
            Plans.normal(DEVICES),
            new FastClock());
  }

  @BeforeEach
  void openThePage() {
    browser.open(run.url());
    awaitStates(DEVICES, "o");
  }

  @AfterEach
  void endTheRun() {
    run.close();
  }

  @Test
  void aHeatedDeviceBreachesAndAnAlertComesUntilItCoolsDown() throws Exception {
    choose(SECOND);
    browser.click("#heat-device");
    awaitState(SECOND, "b");

    assertThat(run.tables.states()).containsEntry(SECOND, "b").containsEntry(FIRST, "o");
    browser.await(
        "an alert of a temperature above the threshold",
        () -> subjects().stream().anyMatch(subject -> subject.matches(".*sensor-002: temp.* C")));
    assertThat(run.notifications())
        .isNotEmpty()
        .allSatisfy(sent -> assertThat(sent.subject()).contains(SECOND));
    assertThat(subjects()).allMatch(subject -> subject.contains(SECOND));
    assertThat(browser.attribute("#heat-device", "aria-pressed")).isEqualTo("true");

    browser.click("#heat-device");
    awaitState(SECOND, "o");
    assertClean(run.end());
  }

  @Test
  void aHeatedSiteIsHotInEveryCell() throws Exception {
    browser.click("#heat-site");
    awaitStates(DEVICES, "b");

    assertThat(run.tables.states()).hasSize(DEVICES).containsValues("b").doesNotContainValue("o");
    assertThat(browser.text("#sites .site-title")).contains("heated by hand", "6 breach");
    assertClean(run.end());
  }

  @Test
  void aSilencedDeviceIsMissedAndItsBadRecordGoesToQuarantine() throws Exception {
    choose(FIRST);
    browser.click("#silence-device");
    awaitState(FIRST, "s");
    assertThat(run.tables.states()).containsEntry(FIRST, "s");
    browser.await("the alert", () -> subjects().stream().anyMatch(text -> text.contains(FIRST)));

    browser.click("#malformed-device");
    awaitState(FIRST, "x");
    assertThat(run.tables.states()).containsEntry(FIRST, "x");
    assertThat(run.tables.rejected())
        .singleElement()
        .satisfies(item -> assertThat(item.get("partition_key").s()).isEqualTo(FIRST));
    assertThat(browser.number("#flow [data-value=quarantined]")).isEqualTo(1);

    browser.click("#silence-device");
    awaitState(FIRST, "o");
    RunSummary summary = run.end();
    assertClean(summary);
    assertThat(summary.rejected()).isEqualTo(1);
  }

  @Test
  void aThrottledAndThenKilledDatabaseLosesNothing() throws Exception {
    browser.click("#throttle");
    awaitDatabase("throttled");
    long before = run.tables.readings().size();
    browser.await("stored all the same", () -> run.tables.readings().size() > before + DEVICES);
    browser.click("#throttle");
    awaitDatabase("up");

    browser.click("#kill");
    awaitDatabase("down");
    browser.await("a headline that says so", () -> browser.count("[data-level=wait]") > 0);
    assertThat(browser.text("#headline-title")).isEqualTo("The database is down; 0 readings lost");
    awaitDatabase("up");
    browser.await("recovered", () -> browser.count("#headline[data-level=good]") > 0);

    RunSummary summary = run.end();
    browser.awaitOne("#connection[data-state=ended]");
    assertClean(summary);
    assertThat(browser.text("#headline-title"))
        .isEqualTo("Every reading is stored, every alert was sent");
    assertThat(browser.number("#verdict [data-value=stored]"))
        .isEqualTo(run.tables.readings().size())
        .isEqualTo(summary.published());
  }

  @Test
  void afterTheEndNothingCanBeDone() throws Exception {
    run.end();
    browser.awaitOne("#connection[data-state=ended]");

    assertThat(browser.count("#hand button:enabled")).as("only a device can be opened").isOne();
    assertThat(browser.text("#hand-answer")).isEqualTo("The run has ended.");
  }

  private void choose(String device) {
    browser.fill("#hand-device", device);
  }

  private List<String> subjects() {
    return browser.texts("#alert-list [data-alert] .subject");
  }

  private void awaitState(String device, String state) {
    browser.awaitOne("#sites [data-device='" + device + "'][data-state=" + state + "]");
  }

  private void awaitStates(int devices, String state) {
    browser.await(
        devices + " cells " + state,
        () -> browser.count("#sites .cell[data-state=" + state + "]") == devices);
  }

  private void awaitDatabase(String state) {
    browser.await(
        "the database is " + state,
        () -> browser.text("#flow [data-value=database]").equals(state));
  }

  private static void assertClean(RunSummary summary) {
    assertThat(summary.isClean()).as("%s", summary).isTrue();
    assertThat(summary.lost()).isZero();
  }
}

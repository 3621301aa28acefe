package dev.iotpipeline.local.run.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import dev.iotpipeline.local.run.assembly.PipelineSettings;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/**
 * The page in other hands: a keyboard, a phone, a dark room, a device or a site that means harm.
 */
@BrowserTest
class UseOfThePageIT {

  private static final int DEVICES = 12;
  private static final String READING =
      """
      {"device_id":"%s","timestamp":"2026-11-23T10:15:30Z","temperature":23.5,"humidity":48.2,\
      "pressure":1003.25}""";
  private static final String POST =
      """
      const [url, mode, type, done] = arguments;
      const body = '{"action":"throttle","on":true}';
      fetch(url + '/api/hand', { method: 'POST', mode, headers: { 'Content-Type': type }, body })
        .then((response) => done(response.type + ' ' + response.status), () => done('refused'));
      """;

  private final Browser browser;
  private final PageRun run;

  UseOfThePageIT(Browser browser, DynamoDbLocalProcess dynamoDb) {
    this.browser = browser;
    this.run =
        new PageRun(
            dynamoDb, PipelineSettings.load(Map.of()), Plans.normal(DEVICES), Clock.systemUTC());
  }

  @BeforeEach
  void openThePage() {
    browser.prefer("light");
    browser.resize(1280, 800);
    browser.open(run.url());
    browser.await(
        "all devices", () -> browser.count("#sites .cell:not([data-state=w])") == DEVICES);
  }

  @AfterEach
  void endTheRun() {
    run.close();
  }

  @Test
  void theKeyboardReachesADeviceOpensItAndComesBack() {
    browser.type(Keys.TAB, Keys.ENTER, Keys.TAB);
    assertThat(focused("data-device")).as("skipped to the devices").isEqualTo(device(1));
    browser.type(Keys.ARROW_RIGHT);
    assertThat(focused("data-device")).isEqualTo(device(2));
    browser.type(Keys.END);
    assertThat(focused("data-device")).isEqualTo(device(DEVICES));
    browser.type(Keys.HOME, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
    assertThat(focused("aria-label")).matches(device(3) + ", ok, [0-9.]+ °C");
    assertThat(browser.count("#sites .cell[tabindex='0']")).as("one stop for Tab").isOne();
    assertThat(browser.run("return document.activeElement.matches(':focus-visible')"))
        .isEqualTo(true);

    browser.type(Keys.ENTER);
    browser.awaitOne("dialog[open] #device-charts canvas");
    assertThat(browser.text("#device-title")).isEqualTo(device(3));
    browser.type(Keys.ESCAPE);
    browser.await("closed", () -> browser.count("dialog[open]") == 0);
    assertThat(focused("data-device")).isEqualTo(device(3));
  }

  @Test
  void theFirstLookTellsWhereItRunsWhatABreachIsAndOfWhichTimeTheFiguresAre() {
    assertThat(browser.text("#local")).contains("Local run, not AWS");
    assertThat(browser.text("#limits"))
        .isEqualTo(
            "Breach: above 45 °C, humidity above 90 or below 20 % · rising: by more than 5 °C in"
                + " 60 s");
    assertThat(browser.texts("#rates .at, #latency .at")).containsOnly("last second");
    browser.await(
        "the span of the fleet's window",
        () ->
            browser
                .text("#percentiles .at")
                .matches("window [0-9:]{8}–[0-9:]{8} · percentiles ± 1 %"));
  }

  @Test
  void aTemperatureBesideTheLimitHasTheDecimalsThatTellItsSide() {
    run.put(READING.formatted("site-1/warm").replace("23.5", "45.004"));
    run.put(READING.formatted("site-1/limit").replace("23.5", "45"));
    browser.await(
        "both",
        () ->
            browser.count("#sites [data-device='site-1/warm'][data-state=b]") == 1
                && browser.count("#sites [data-device='site-1/limit'][data-state=o]") == 1);
    assertThat(browser.texts("#sites [data-device='site-1/warm'] b")).containsExactly("45.004");
    assertThat(browser.texts("#sites [data-device='site-1/limit'] b")).containsExactly("45.0");
  }

  @Test
  void everythingFitsADesktopWithoutScrollingAndAPhone() {
    assertThat(tooWide()).isEmpty();
    assertThat(browser.run("return document.documentElement.scrollHeight")).isEqualTo(800L);

    browser.resize(400, 800);
    browser.await("narrow", () -> browser.run("return innerWidth").equals(400L));
    assertThat(tooWide()).isEmpty();

    browser.click("#sites .cell");
    browser.awaitOne("dialog[open] #device-charts canvas");
    assertThat(tooWide()).isEmpty();
  }

  @Test
  void itIsDarkWhereTheSystemIsAndLightWhereSomebodyWantsIt() {
    assertThat(brightness()).isGreaterThan(200);
    browser.prefer("dark");
    browser.await("dark", () -> brightness() < 60);

    browser.click("#theme");
    assertThat(browser.text("#theme")).isEqualTo("Theme: light");
    browser.await("light", () -> brightness() > 200);
    browser.open(run.url());
    browser.await("still light", () -> brightness() > 200);
    browser.click("#theme");
    browser.click("#theme");
    assertThat(browser.text("#theme")).isEqualTo("Theme: system");
  }

  @Test
  void aDeviceWhoseNameIsAScriptIsAName() {
    Set<String> names = new HashSet<>();
    for (String name :
        List.of(
            "<img src=x onerror=\"document.title='harm'\">",
            "site-1/\"><script>document.title='harm'</script>",
            "site-1/'] , * {",
            "../../api/run?id=%2e&x=1#y",
            "\u202Egpj.exe\u200B",
            "long".repeat(500))) {
      names.add(name);
      run.put(READING.formatted(name.replace("\"", "\\\"")));
    }
    browser.await("all cells", () -> browser.count("#sites .cell") == DEVICES + names.size());
    Map<String, String> cells = browser.attributes("#sites .cell", "data-device", "data-state");
    assertThat(cells).containsOnlyKeys(run.tables.states().keySet());
    assertThat(cells.keySet()).containsAll(names);

    for (String name : names) {
      // In one turn: what follows the closing of one device must not close the next.
      browser.run(
          "document.getElementById('device-close').click();"
              + "[...document.querySelectorAll('#sites .cell')]"
              + ".find(cell => cell.dataset.device === arguments[0]).click()",
          name);
      browser.await(
          "23.50 of " + name, () -> browser.texts("#device-charts .key b").contains("23.50 °C"));
      assertThat(tooWide()).as(name).isEmpty();
    }
    browser.resize(1280, 1200);
    browser.await(
        "room for whole names", () -> browser.text("#sites").contains("\\u202Egpj.exe\\u200B"));
    assertThat(browser.run("return document.title")).isEqualTo("IoT telemetry pipeline");
    assertThat(browser.count("#sites img, #sites script, dialog img, dialog script")).isZero();
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void aForeignNameForThisMachineIsRefused() {
    browser.open(run.url().replace("127.0.0.1", Browser.FOREIGN_HOST));
    assertThat(browser.text("body"))
        .contains("the host is '" + Browser.FOREIGN_HOST)
        .contains("it has to be 127.0.0.1")
        .doesNotContain("sensor");
  }

  @Test
  void aForeignPageCanNeitherReadNorDoAnything() {
    browser.open(run.url().replace("127.0.0.1", "localhost"));
    browser.awaitOne("#connection[data-state=live]");

    assertThat(browser.runAndWait(POST, run.url(), "cors", "application/json"))
        .isEqualTo("refused");
    assertThat(browser.runAndWait(POST, run.url(), "no-cors", "text/plain"))
        .as("an answer that it may not look into")
        .isIn("opaque 0", "refused");
    assertThat(run.controls.faults().throttles()).isFalse();
    browser.errors();
  }

  private static String device(int number) {
    return String.format("site-1/sensor-%03d", number);
  }

  private String focused(String attribute) {
    return String.valueOf(
        browser.run("return document.activeElement.getAttribute(arguments[0])", attribute));
  }

  /** What makes the page wider than its window. */
  private List<?> tooWide() {
    return (List<?>)
        browser.run(
            """
            const wide = [document.documentElement, ...document.querySelectorAll('#sites, dialog[open] > *')];
            return wide.filter((e) => e.scrollWidth > e.clientWidth)
              .map((e) => e.tagName + ' ' + e.id + ' ' + e.scrollWidth + ' > ' + e.clientWidth);
            """);
  }

  private long brightness() {
    String script =
        "return getComputedStyle(document.body).backgroundColor.match(/[0-9]+/g).map(Number)[1]";
    return ((Number) browser.run(script)).longValue();
  }
}

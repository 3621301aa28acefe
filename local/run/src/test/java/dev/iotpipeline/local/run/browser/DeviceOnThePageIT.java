package dev.iotpipeline.local.run.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import dev.iotpipeline.local.aws.sns.Notification;
import dev.iotpipeline.local.run.assembly.PipelineSettings;
import dev.iotpipeline.simulator.Hostility;
import dev.iotpipeline.simulator.Scenario;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A device that is opened on the page is told of as its tables have it. */
@BrowserTest
class DeviceOnThePageIT {

  private static final int LISTED = 20;
  private static final int SHOWN_BYTES = 512;

  /** Whether a row of the chart's pixels is the dashed line of a threshold. */
  private static final String ROWS_WITH_A_LIMIT =
      """
      const canvas = document.querySelector(`#device [data-measurement=${arguments[0]}] canvas`);
      const { width, height } = canvas;
      const pixels = canvas.getContext('2d').getImageData(0, 0, width, height).data;
      let rows = 0;
      for (let y = 0; y < height; y += 1) {
        let red = 0;
        for (let at = y * width * 4; at < (y + 1) * width * 4; at += 4) {
          red += pixels[at] === 192 && pixels[at + 1] === 41 && pixels[at + 2] === 29 ? 1 : 0;
        }
        rows += red > width / 4 ? 1 : 0;
      }
      return rows;
      """;

  private final Browser browser;
  private final DynamoDbLocalProcess dynamoDb;

  DeviceOnThePageIT(Browser browser, DynamoDbLocalProcess dynamoDb) {
    this.browser = browser;
    this.dynamoDb = dynamoDb;
  }

  @Test
  void itsReadingsAnomaliesShadowAlertsAndRejectedRecordsAreThoseOfTheTables() throws Exception {
    try (PageRun run =
        new PageRun(
            dynamoDb,
            PipelineSettings.load(Map.of()),
            Plans.of(3, Scenario.SPIKES, Duration.ofMinutes(5), Map.of(Hostility.MALFORMED, 0.2)),
            Clock.systemUTC())) {
      browser.prefer("light");
      browser.open(run.url());
      browser.await("rejected records", () -> run.tables.rejected().size() >= 4);
      browser.await("alerts", () -> run.notifications().size() >= 4);
      run.end();
      browser.awaitOne("#connection[data-state=ended]");
      String device = run.tables.rejected().get(0).get("partition_key").s();

      browser.click("#sites [data-device='" + device + "']");
      browser.awaitOne("dialog[open] #device-charts canvas");

      assertThat(browser.text("#device-title")).isEqualTo(device);
      checkCharts(run.tables.readings(device));
      checkShadow(run.tables.shadow(device));
      checkAlerts(device, run.notifications());
      checkRejected(device, run.tables.rejected());
      assertThat(browser.errors()).isEmpty();
    }
  }

  private void checkCharts(List<Map<String, AttributeValue>> readings) {
    checkChart("temperature", "°C", readings, value -> value > 45);
    checkChart("humidity", "%", readings, value -> value > 90 || value < 20);
    checkChart("pressure", "hPa", readings, value -> false);
    assertThat(browser.run(ROWS_WITH_A_LIMIT, "temperature")).isEqualTo(1L);
    assertThat(browser.run(ROWS_WITH_A_LIMIT, "humidity")).isEqualTo(2L);
    assertThat(browser.run(ROWS_WITH_A_LIMIT, "pressure")).isEqualTo(0L);
  }

  private void checkChart(
      String field,
      String unit,
      List<Map<String, AttributeValue>> readings,
      DoublePredicate beyond) {
    double[] values =
        readings.stream().mapToDouble(item -> Double.parseDouble(item.get(field).n())).toArray();
    List<String> key = browser.texts("#device [data-measurement=" + field + "] .key b");
    assertThat(key.get(0))
        .isEqualTo(String.format(Locale.US, "%,.2f %s", values[values.length - 1], unit));
    long anomalous = Arrays.stream(values).filter(beyond).count();
    if (!field.equals("pressure")) {
      assertThat(key.get(1)).as("beyond a threshold").isEqualTo(String.valueOf(anomalous));
    }
  }

  private void checkShadow(Map<String, AttributeValue> shadow) {
    assertThat(browser.texts("#device-shadow > dl > dt"))
        .containsExactlyInAnyOrderElementsOf(
            shadow.keySet().stream().map(name -> name.replace('_', ' ')).toList());
    assertThat(browser.texts("#device-shadow > dl > dd"))
        .contains(
            shadow.get("sequence_number").s(),
            shadow.get("timestamp").s(),
            shadow.get("readings").n());
  }

  private void checkAlerts(String device, List<Notification> notifications) {
    List<String> sent =
        notifications.stream()
            .map(Notification::subject)
            .filter(subject -> subject.contains(device))
            .toList();
    assertThat(browser.texts("#device-alerts .subject"))
        .containsExactlyElementsOf(sent.subList(Math.max(0, sent.size() - LISTED), sent.size()));
  }

  private void checkRejected(String device, List<Map<String, AttributeValue>> quarantine) {
    List<Map<String, AttributeValue>> newestFirst =
        quarantine.stream()
            .filter(item -> item.get("partition_key").s().equals(device))
            .sorted(
                Comparator.comparing(
                        (Map<String, AttributeValue> item) -> item.get("sequence_number").s())
                    .reversed())
            .limit(LISTED)
            .toList();
    assertThat(browser.texts("#device-rejected article b"))
        .isEqualTo(
            newestFirst.stream().map(item -> item.get("reason").s().replace('_', ' ')).toList());
    List<String> dumps = browser.texts("#device-rejected details pre");
    assertThat(dumps).hasSameSizeAs(newestFirst);
    for (int i = 0; i < dumps.size(); i++) {
      byte[] payload = newestFirst.get(i).get("payload").b().asByteArray();
      assertThat(bytes(dumps.get(i)))
          .isEqualTo(Arrays.copyOf(payload, Math.min(SHOWN_BYTES, payload.length)));
    }
  }

  /** The bytes of lines such as "0010 7b 22 64", which have their text behind them. */
  private static byte[] bytes(String dump) {
    StringBuilder hex = new StringBuilder();
    dump.lines()
        .filter(line -> line.matches("[0-9a-f]{4}  .*"))
        .forEach(line -> hex.append(line, 6, 6 + 3 * 16));
    return HexFormat.of().parseHex(hex.toString().replace(" ", ""));
  }
}

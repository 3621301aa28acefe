package dev.iotpipeline.local.run.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.sns.Notification;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertLinesTest {

  private static final String RISING =
      "{\"field\":\"temperature\",\"value\":30.5,\"direction\":\"rising\",\"baseline\":20.25}";

  private final AlertLines lines = new AlertLines();

  @Test
  void anAlertByItselfIsItsTextMessage() {
    alert("site-1/sensor-1", above(50));

    assertThat(lines.take()).containsExactly("text of site-1/sensor-1");
    assertThat(lines.take()).isEmpty();
  }

  @Test
  void manyAlertsAreGroupedBySiteAndAnomalyAndTheWorstValueIsTold() {
    alert("site-1/sensor-1", above(50));
    alert("site-1/sensor-2", above(52.34), below(12));
    alert("site-1/sensor-2", above(51), below(9.96));
    alert("site-2/sensor-1", above(48));
    alert("alone", RISING);

    assertThat(lines.take())
        .containsExactly(
            "site-1: temperature above on 2 devices, worst 52.3 °C",
            "site-1: humidity below on 1 device, worst 10.0 %",
            "site-2: temperature above on 1 device, worst 48.0 °C",
            "temperature rising on 1 device, worst up 10.3 °C");
  }

  @Test
  void alertsThatHaveNothingInCommonKeepTheirTextMessages() {
    alert("site-1/sensor-1", above(50), below(12));
    alert("site-2/sensor-1", above(51), below(11));

    assertThat(lines.take()).containsExactly("text of site-1/sensor-1", "text of site-2/sensor-1");
  }

  @Test
  void aDigestIsGroupedAlready() {
    lines.add(notification("{\"notices\":[]}", "Raised: temperature above on 9 devices"));

    assertThat(lines.take()).containsExactly("Raised: temperature above on 9 devices");
  }

  @Test
  void moreLinesThanAPersonCanReadAreCounted() {
    for (int site = 1; site <= 50; site++) {
      alert("site-" + site + "/sensor", above(50));
    }

    assertThat(lines.take())
        .containsExactly(
            "text of site-1/sensor",
            "text of site-2/sensor",
            "text of site-3/sensor",
            "text of site-4/sensor",
            "... and 46 more");
  }

  @Test
  void theNameOfASiteCannotChangeTheScreen() {
    alert("a\\u202eb/1", above(50));
    alert("a\\u202eb/2", above(50));

    assertThat(lines.take()).containsExactly("a?b: temperature above on 2 devices, worst 50.0 °C");
  }

  private static String above(double value) {
    return "{\"field\":\"temperature\",\"value\":" + value + ",\"direction\":\"above\"}";
  }

  private static String below(double value) {
    return "{\"field\":\"humidity\",\"value\":" + value + ",\"direction\":\"below\"}";
  }

  private void alert(String device, String... anomalies) {
    String text = "{\"device_id\":\"" + device + "\",\"anomalies\":[%s]}";
    lines.add(notification(text.formatted(String.join(",", anomalies)), "text of " + device));
  }

  private static Notification notification(String text, String sms) {
    return new Notification("id", Instant.EPOCH, "subject", text, "email", sms, Map.of());
  }
}

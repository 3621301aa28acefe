package dev.iotpipeline.alert;

import static dev.iotpipeline.alert.AlertFunction.MEASURED;
import static dev.iotpipeline.alert.AlertFunction.reading;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.sns.Notification;
import dev.iotpipeline.telemetry.AlertRequest;
import dev.iotpipeline.telemetry.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The messages as people get them: read them in {@code src/test/resources/messages}. */
final class MessagesTest {

  private final AlertFunction function = new AlertFunction();

  @Test
  void heatAndHumidityFromTheStream() throws IOException {
    Instant arrived = MEASURED.plusMillis(412);
    AlertRequest.Context context =
        new AlertRequest.Context(
            "shardId-000000000003",
            "49670003176390650312300000000000000000000000000000004711",
            arrived);

    function.handle(new AlertRequest(reading("sensor-007", "52.31", "95.2"), context).toJson());

    assertSentAsIn("heat-and-humidity.txt");
  }

  @Test
  void dryAirFromADeviceThatDoesNotNameItsFirmware() throws IOException {
    function.handle(
        new Reading(
            "cabinet 12/north",
            Instant.parse("2026-01-02T03:04:05Z"),
            new BigDecimal("-3.50"),
            new BigDecimal("4"),
            new BigDecimal("1013"),
            null));

    assertSentAsIn("dry-air.txt");
  }

  @Test
  void heatFromADeviceWithANameBeyondAscii() throws IOException {
    function.handle(reading("温度計-7\u202E", "45.000000000001", "50"));

    assertSentAsIn("name-beyond-ascii.txt");
  }

  private void assertSentAsIn(String file) throws IOException {
    Notification sent = function.lastPublished();
    String shown =
        "Subject: "
            + sent.subject()
            + "\n\n=== email\n"
            + sent.email()
            + "=== sms\n"
            + sent.sms()
            + "\n=== default\n"
            + sent.text()
            + "\n";
    try (InputStream expected = MessagesTest.class.getResourceAsStream("/messages/" + file)) {
      assertThat(expected).as("src/test/resources/messages/" + file).isNotNull();
      assertThat(shown).isEqualTo(new String(expected.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}

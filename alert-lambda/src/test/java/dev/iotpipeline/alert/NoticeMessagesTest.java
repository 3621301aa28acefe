package dev.iotpipeline.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.iotpipeline.telemetry.AlertRequest;
import dev.iotpipeline.telemetry.AlertRequest.Context;
import dev.iotpipeline.telemetry.Anomaly;
import dev.iotpipeline.telemetry.AnomalyDetector;
import dev.iotpipeline.telemetry.Grounds;
import dev.iotpipeline.telemetry.Notice;
import dev.iotpipeline.telemetry.Notice.Kind;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.Thresholds;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Messages as people see them, whole; the files are meant to be read. */
final class NoticeMessagesTest {

  private static final Instant NOW = Instant.parse("2026-11-25T13:05:06Z");

  @Test
  void threeSitesWithBreachesRaisedContinuingAndCleared() throws IOException {
    List<AlertRequest> requests = new ArrayList<>();
    for (String device : List.of("joburg/rack-01", "joburg/rack-02", "joburg/rack-11")) {
      requests.add(NoticeRequests.raised(device));
    }
    requests.add(NoticeRequests.raised("durban/hall 2/rack-7"));
    requests.add(
        NoticeRequests.risen(
            "durban/hall 2/rack-8",
            "31.2",
            "25.0",
            NoticeRequests.notice(Kind.RAISED, "temperature_rising", Duration.ZERO, 1, "31.2")));
    requests.add(NoticeRequests.silent("cape-town/door"));
    requests.add(
        NoticeRequests.request(
            "joburg/rack-05",
            "50.75",
            NoticeRequests.notice(
                Kind.CONTINUING, "temperature_above", Duration.ofHours(26), 1560, "58.9")));
    requests.add(
        NoticeRequests.request(
            "cape-town/cellar",
            "21",
            NoticeRequests.notice(
                Kind.CLEARED, "humidity_below", Duration.ofMinutes(9), 9, "12.5")));
    for (String device : List.of("joburg/rack-06", "joburg/rack-07", "joburg/rack-08")) {
      requests.add(NoticeRequests.cleared(device));
    }
    requests.add(
        NoticeRequests.request(
            "durban/gate",
            "20",
            NoticeRequests.notice(Kind.CLEARED, Notice.SILENT, Duration.ofSeconds(425), 0, null)));

    assertShownAs("digest-of-three-sites.txt", message(requests));
  }

  @Test
  void oneDeviceWithoutASiteIsNamedInTheSubject() throws IOException {
    assertShownAs(
        "digest-of-one-device.txt", message(List.of(NoticeRequests.raised("sensor-007"))));
  }

  @Test
  void aRisingTemperature() throws IOException {
    assertShownAs("rising.txt", alert("31.2", "25.0"));
  }

  @Test
  void aTemperatureThatIsHighAndRising() throws IOException {
    assertShownAs("high-and-rising.txt", alert("51.2", "25.0"));
  }

  @Test
  void outlandishNumbersLeaveASubjectThatSnsTakes() {
    Message message = alert("123456789.123456789", "-0.000000000123456789");

    assertThat(message.subject()).hasSizeLessThan(100).startsWith("Anomaly on site-1/");
  }

  @Test
  void namesWithEverythingForeignLeaveASubjectThatSnsTakes() {
    List<AlertRequest> requests =
        IntStream.range(0, 9)
            .mapToObj(i -> NoticeRequests.raised("\u6E29\u202E".repeat(40) + i + "/\u5EA6" + i))
            .toList();

    Message message = message(requests);

    assertThat(message.subject()).hasSizeLessThan(100).matches("[A-Za-z][ -~]*");
    assertThat(message.body()).matches("[ -~]*");
  }

  private static Message alert(String temperature, String baseline) {
    Reading reading = NoticeRequests.reading("site-1/sensor-007", temperature);
    Grounds grounds = new Grounds(Thresholds.DEFAULT, new BigDecimal(baseline));
    List<Anomaly> anomalies = AnomalyDetector.detect(reading, grounds);
    Context context = new Context("shardId-000000000003", "4711", NoticeRequests.AT, grounds, null);
    return Message.of(new Alert(new AlertRequest(reading, context), anomalies));
  }

  private static Message message(List<AlertRequest> requests) {
    List<DeviceNotice> notices =
        requests.stream()
            .flatMap(request -> DeviceNotice.of(request).stream())
            .sorted(NoticeMessage.ORDER)
            .toList();
    return new NoticeMessage("2026-11-25T13:05:05.000000000Z", notices, NOW, 1, 1).message();
  }

  private static void assertShownAs(String file, Message message) throws IOException {
    String shown =
        "Subject: "
            + message.subject()
            + "\n\n=== email\n"
            + text(message, "email")
            + "=== sms\n"
            + text(message, "sms")
            + "\n=== default\n"
            + text(message, "default")
            + "\n";
    try (InputStream expected = NoticeMessagesTest.class.getResourceAsStream("/messages/" + file)) {
      assertThat(expected).as("src/test/resources/messages/" + file + " of\n" + shown).isNotNull();
      assertThat(shown).isEqualTo(new String(expected.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static String text(Message message, String protocol) throws IOException {
    return new ObjectMapper().readTree(message.body()).get(protocol).textValue();
  }
}

package dev.iotpipeline.simulator;

import static dev.iotpipeline.simulator.SentMessages.ALL;
import static dev.iotpipeline.simulator.SentMessages.MANY;
import static dev.iotpipeline.simulator.SentMessages.messages;
import static dev.iotpipeline.simulator.SentMessages.text;
import static dev.iotpipeline.simulator.SentMessages.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.iotpipeline.telemetry.ReadingJson;
import dev.iotpipeline.telemetry.RejectedReadingException;
import dev.iotpipeline.telemetry.Rejection;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Malformed messages, and the reasons that they have to be rejected for. */
final class MalformedPayloadsTest {

  @Test
  void aMalformedPayloadIsRejectedForTheReasonItWasMadeFor() {
    for (DeviceMessage message : messages(Map.of(Hostility.MALFORMED, 1.0), MANY)) {
      RejectedReadingException e =
          catchThrowableOfType(
              RejectedReadingException.class, () -> ReadingJson.parse(message.payload()));

      assertThat(e).as(text(message)).isNotNull();
      assertThat(e.rejection().reason()).as(text(message)).isEqualTo(message.rejection());
    }
  }

  @Test
  void everyReasonComesEquallyOften() {
    Map<Rejection.Reason, Long> counts =
        messages(Map.of(Hostility.MALFORMED, 1.0), 70).stream()
            .collect(Collectors.groupingBy(message -> message.rejection(), Collectors.counting()));

    assertThat(counts).containsOnlyKeys(Rejection.Reason.values()).hasSize(10);
    assertThat(counts.values()).containsOnly(7L);
  }

  @ParameterizedTest
  @EnumSource(Rejection.Reason.class)
  void aReasonComesInSeveralShapes(Rejection.Reason reason) {
    // Without what differs from turn to turn anyhow: the time and the numbers of an honest reading.
    assertThat(
            messages(Map.of(Hostility.MALFORMED, 1.0), 2_000).stream()
                .filter(message -> message.rejection() == reason)
                .map(message -> text(message).replaceAll("\\d+", "#"))
                .distinct())
        .hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void theRecordOfAMalformedPayloadStillNamesItsDevice() {
    assertThat(messages(Map.of(Hostility.MALFORMED, 1.0), 100))
        .extracting(DeviceMessage::deviceId)
        .containsOnly("sensor-001");
  }

  @Test
  void everyOtherMessageHoldsItsReading() {
    assertThat(messages(with(ALL, Hostility.MALFORMED, 0), 2_000))
        .allMatch(message -> ReadingJson.parse(message.payload()).equals(message.reading()));
  }
}

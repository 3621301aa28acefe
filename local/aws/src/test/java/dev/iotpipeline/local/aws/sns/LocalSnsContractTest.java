package dev.iotpipeline.local.aws.sns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** The contract against the stand-in, and what the stand-in alone can show. */
class LocalSnsContractTest extends SnsContract {

  private static final String ARN = "arn:aws:sns:us-east-1:000000000000:iot-alerts";
  private static final Instant NOW = Instant.parse("2026-11-23T10:15:30Z");

  private final List<Notification> heard = new ArrayList<>();
  private final LocalTopic topic =
      new LocalTopic(ARN, Clock.fixed(NOW, ZoneOffset.UTC), heard::add);

  @Test
  void eachProtocolGetsItsOwnText() {
    topic.publish(
        message()
            .subject("Anomaly on sensor-007")
            .messageStructure("json")
            .message("{\"default\": \"{}\", \"email\": \"long\", \"sms\": \"short\", \"x\": 1}")
            .messageAttributes(Map.of("device_id", attribute("String", "sensor-007")))
            .build());

    assertThat(heard)
        .containsExactly(
            new Notification(
                "00000000-0000-4000-8000-000000000001",
                NOW,
                "Anomaly on sensor-007",
                "{}",
                "long",
                "short",
                Map.of("device_id", "sensor-007")));
    assertThat(topic.notifications()).isEqualTo(1);
  }

  @Test
  void aProtocolWithoutATextOfItsOwnGetsTheDefault() {
    topic.publish(message().messageStructure("json").message("{\"default\": \"all\"}").build());
    topic.publish(message().message("plain").build());

    assertThat(heard).extracting(Notification::email).containsExactly("all", "plain");
    assertThat(heard).extracting(Notification::sms).containsExactly("all", "plain");
    assertThat(heard).extracting(Notification::subject).containsOnly("");
  }

  @Override
  SnsClient sns() {
    return topic;
  }

  @Override
  String topicArn() {
    return ARN;
  }

  @Override
  void accepted(int messages) {
    assertThat(topic.notifications()).isEqualTo(messages);
    assertThat(heard).hasSize(messages);
  }

  @Override
  void accepted(String name, String value) {
    assertThat(heard)
        .singleElement()
        .satisfies(sent -> assertThat(sent.attributes()).containsExactly(Map.entry(name, value)));
  }

  /** Nobody may hear of a refused message either. */
  @Override
  void refused(PublishRequest.Builder request, String message) {
    long before = topic.notifications();
    super.refused(request, message);
    assertThat(topic.notifications()).isEqualTo(before);
  }
}

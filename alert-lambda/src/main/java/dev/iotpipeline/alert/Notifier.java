package dev.iotpipeline.alert;

import dev.iotpipeline.telemetry.Anomaly;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** Tells people: one message, each protocol with its own text. */
final class Notifier {

  private final SnsClient sns;
  private final String topicArn;

  Notifier(SnsClient sns, String topicArn) {
    this.sns = sns;
    this.topicArn = topicArn;
  }

  /**
   * Publishes.
   *
   * @param timeout how long that may take, with all attempts
   */
  void send(Alert alert, Duration timeout) {
    sns.publish(
        PublishRequest.builder()
            .topicArn(topicArn)
            .subject(SubjectLine.of(alert))
            .messageStructure("json")
            .message(message(alert))
            .messageAttributes(attributes(alert))
            .overrideConfiguration(call -> call.apiCallTimeout(timeout))
            .build());
  }

  private static String message(Alert alert) {
    return Json.object(
        json -> {
          json.writeStringField("default", MachineText.of(alert));
          json.writeStringField("email", EmailText.of(alert));
          json.writeStringField("sms", SmsText.of(alert));
        });
  }

  /** What a subscription's filter policy can ask for. */
  private static Map<String, MessageAttributeValue> attributes(Alert alert) {
    return Map.of(
        "device_id", attribute("String", xmlSafe(alert.reading().deviceId())),
        "timestamp", attribute("String", alert.key().timestamp()),
        "anomalies", attribute("String.Array", kinds(alert)));
  }

  /** As {@code ["temperature_above","humidity_below"]}. */
  private static String kinds(Alert alert) {
    return Json.array(
        json -> {
          for (Anomaly anomaly : alert.anomalies()) {
            json.writeString(anomaly.kind().code());
          }
        });
  }

  /** SNS speaks XML, in which U+FFFE and U+FFFF cannot be written; a device id may hold them. */
  private static String xmlSafe(String deviceId) {
    return deviceId.replace('\uFFFE', '\uFFFD').replace('\uFFFF', '\uFFFD');
  }

  private static MessageAttributeValue attribute(String type, String value) {
    return MessageAttributeValue.builder().dataType(type).stringValue(value).build();
  }
}

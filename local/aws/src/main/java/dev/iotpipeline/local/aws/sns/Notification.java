package dev.iotpipeline.local.aws.sns;

import java.time.Instant;
import java.util.Map;

/**
 * What the subscribers of a topic get.
 *
 * @param messageId what SNS calls it
 * @param acceptedAt when it was published
 * @param subject the subject line, {@code ""} if there is none
 * @param text the text for subscribers that are programs, JSON
 * @param email the text for e-mail
 * @param sms the text for SMS
 * @param attributes message attributes, name to value
 */
public record Notification(
    String messageId,
    Instant acceptedAt,
    String subject,
    String text,
    String email,
    String sms,
    Map<String, String> attributes) {

  public Notification {
    attributes = Map.copyOf(attributes);
  }
}

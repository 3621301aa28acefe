package dev.iotpipeline.local.aws.sns;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/** One standard SNS topic; publishing is all it can do. Safe for use by any number of threads. */
public final class LocalTopic implements SnsClient {

  private final String topicArn;
  private final Clock clock;
  private final Consumer<Notification> listener;
  private long notifications;

  /**
   * @param topicArn the topic's name, which requests have to give
   * @param clock tells when a notification was accepted
   * @param listener is told of each accepted notification, on the thread that published it
   */
  public LocalTopic(String topicArn, Clock clock, Consumer<Notification> listener) {
    this.topicArn = topicArn;
    this.clock = clock;
    this.listener = listener;
  }

  /** How many notifications were accepted. */
  public synchronized long notifications() {
    return notifications;
  }

  @Override
  public PublishResponse publish(PublishRequest request) {
    PublishRules.check(request);
    if (!topicArn.equals(request.topicArn())) {
      throw NotFoundException.builder().message("Topic does not exist").statusCode(404).build();
    }
    Map<String, String> texts = PublishRules.texts(request);
    Notification notification = keep(request, texts);
    listener.accept(notification);
    return PublishResponse.builder().messageId(notification.messageId()).build();
  }

  private synchronized Notification keep(PublishRequest request, Map<String, String> texts) {
    notifications++;
    String defaultText = Objects.requireNonNull(texts.get("default"));
    Notification notification =
        new Notification(
            String.format("00000000-0000-4000-8000-%012d", notifications),
            clock.instant(),
            Optional.ofNullable(request.subject()).orElse(""),
            defaultText,
            texts.getOrDefault("email", defaultText),
            texts.getOrDefault("sms", defaultText),
            request.messageAttributes().entrySet().stream()
                .collect(
                    Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().stringValue())));
    return notification;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}

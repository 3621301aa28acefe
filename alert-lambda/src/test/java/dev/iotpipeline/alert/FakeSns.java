package dev.iotpipeline.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/** Keeps what is published, or fails as long as it is told to. */
final class FakeSns implements SnsClient {

  final List<PublishRequest> published = new ArrayList<>();
  Optional<RuntimeException> failure = Optional.empty();

  /** What happens while somebody publishes. */
  Runnable meanwhile = () -> {};

  @Override
  public PublishResponse publish(PublishRequest request) {
    if (failure.isPresent()) {
      throw failure.get();
    }
    meanwhile.run();
    published.add(request);
    return PublishResponse.builder().messageId("message-" + published.size()).build();
  }

  PublishRequest last() {
    return published.get(published.size() - 1);
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}

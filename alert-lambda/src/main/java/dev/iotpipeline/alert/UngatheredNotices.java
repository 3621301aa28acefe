package dev.iotpipeline.alert;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.ServiceErrors;
import dev.iotpipeline.telemetry.AlertRequest;
import dev.iotpipeline.telemetry.AlertRequest.Notices;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Notices of a function without a table for them: each invocation publishes its own, at once. An
 * event that comes again is published again.
 */
final class UngatheredNotices implements NoticeSender {

  private final NoticePublisher publisher;
  private final EventLog log;

  UngatheredNotices(NoticePublisher publisher, EventLog log) {
    this.publisher = publisher;
    this.log = log;
  }

  @Override
  public Pending gather(List<AlertRequest> requests, InvocationTime time) {
    List<AlertRequest> telling =
        requests.stream().filter(request -> !DeviceNotice.of(request).isEmpty()).toList();
    return () -> !telling.isEmpty() && publish(telling, time);
  }

  private boolean publish(List<AlertRequest> telling, InvocationTime time) {
    Notices last = Objects.requireNonNull(telling.get(telling.size() - 1).context()).notices();
    String digest = Objects.requireNonNull(last).digest();
    List<DeviceNotice> notices =
        telling.stream().flatMap(request -> DeviceNotice.of(request).stream()).distinct().toList();
    try {
      publisher.publish(digest, notices, Function.identity(), time, part -> {});
    } catch (RuntimeException e) {
      log.warn("notices_failed").with("digest", digest).with("error", e).write();
      throw new AlertFailedException(
          notices.size() + " notices were not published: " + ServiceErrors.describe(e), e);
    }
    log.info("notices_sent").with("digest", digest).with("notices", notices.size()).write();
    return true;
  }
}

package dev.iotpipeline.consumer;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.FakeClock;
import dev.iotpipeline.aws.TimeAndChance;
import dev.iotpipeline.consumer.ConsumerSettings.Quarantine;
import dev.iotpipeline.local.aws.testing.FakeContext;
import dev.iotpipeline.telemetry.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The handler with everything around it faked: what a test holds in its hands. */
final class Consumer {

  /** When each test begins. */
  static final Instant START = Instant.parse("2026-11-23T10:15:30Z");

  final FakeClock clock = new FakeClock(START);
  final FakeDynamoDb table = new FakeDynamoDb();
  final FakeLambda alerts = new FakeLambda();
  final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final KinesisConsumerHandler handler;

  Consumer() {
    this(null, null);
  }

  Consumer(Duration retention, Quarantine quarantine) {
    handler =
        new KinesisConsumerHandler(
            new ConsumerSettings(
                FakeDynamoDb.TABLE,
                FakeLambda.FUNCTION,
                Thresholds.DEFAULT,
                retention,
                quarantine,
                null),
            table,
            alerts,
            new EventLog(log::add, clock),
            new TimeAndChance(clock, clock, () -> 0));
  }

  /** One with a quarantine, whose records never expire. */
  static Consumer withQuarantine() {
    return new Consumer(null, new Quarantine(FakeDynamoDb.QUARANTINE, null));
  }

  /** Handles an event in a minute; returns the sequence numbers it reports. */
  List<String> handle(KinesisEvent event) {
    return handle(event, Duration.ofMinutes(1));
  }

  List<String> handle(KinesisEvent event, Duration left) {
    return handler
        .handleRequest(event, new FakeContext(clock, left))
        .getBatchItemFailures()
        .stream()
        .map(BatchItemFailure::getItemIdentifier)
        .toList();
  }

  List<String> linesOf(String event) {
    return log.stream().filter(line -> line.contains("\"event\":\"" + event + "\"")).toList();
  }
}

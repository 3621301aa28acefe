package dev.iotpipeline.local.aws.lambda.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.local.aws.kinesis.LocalStream;
import dev.iotpipeline.local.aws.lambda.FunctionSettings;
import dev.iotpipeline.local.aws.lambda.HandlerFunction;
import dev.iotpipeline.local.aws.lambda.LocalFunction;
import dev.iotpipeline.local.aws.lambda.RetryBackoff;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The mapping on its own threads, with a hosted handler behind it. */
@Timeout(120)
class RunningMappingTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  private final Clock clock = Clock.systemUTC();
  private final LocalStream stream = new LocalStream("readings", 2, clock);
  private final Queue<String> handled = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Throwable> death = new CompletableFuture<>();

  private HandlerFunction host(RequestHandler<KinesisEvent, StreamsEventResponse> handler) {
    return HandlerFunction.of(
        new FunctionSettings("consumer", LONG, 512, 10),
        () -> handler,
        KinesisEvent.class,
        StreamsEventResponse.class,
        clock,
        line -> {});
  }

  private EventSourceMapping mapping(LocalFunction function, Settings settings) {
    return new EventSourceMapping(
        stream,
        function,
        settings.toMapping(),
        batch -> {},
        new RetryBackoff(Duration.ofMillis(1), Duration.ofMillis(1)),
        clock,
        () -> UUID.randomUUID().toString(),
        new EventLog(line -> {}, clock));
  }

  private StreamsEventResponse handle(KinesisEvent event) {
    event
        .getRecords()
        .forEach(
            record ->
                handled.add(
                    StandardCharsets.UTF_8.decode(record.getKinesis().getData()).toString()));
    return new StreamsEventResponse(List.of());
  }

  @Test
  void recordsOfBeforeAndAfterTheStartAreHandled() throws Exception {
    stream.put("sensor-001", "before");
    try (HandlerFunction function = host((event, context) -> handle(event));
        EventSourceMapping mapping = mapping(function, new Settings().lanes(2))) {
      mapping.start((thread, error) -> death.complete(error));
      assertThat(mapping.awaitIdle(LONG)).isTrue();
      stream.put("sensor-002", "after");
      assertThat(mapping.awaitIdle(LONG)).isTrue();
      assertThat(handled).containsExactly("before", "after");
      assertThat(mapping.counts().recordsHandled()).isEqualTo(2);
    }
  }

  @Test
  void aThreadThatDiesOfAFullHeapSaysSo() throws Exception {
    OutOfMemoryError full = new OutOfMemoryError("Java heap space");
    stream.put("sensor-001", "the last straw");
    try (HandlerFunction function =
            host(
                (event, context) -> {
                  throw full;
                });
        EventSourceMapping mapping = mapping(function, new Settings())) {
      mapping.start((thread, error) -> death.complete(error));

      assertThat(death.get(60, TimeUnit.SECONDS)).isSameAs(full);
    }
  }

  @Test
  void everyRecordIsHandledThoughEachFailsOnce() throws Exception {
    Set<String> failedOnce = ConcurrentHashMap.newKeySet();
    HandlerFunction function =
        host(
            (event, context) -> {
              for (KinesisEvent.KinesisEventRecord record : event.getRecords()) {
                String number = record.getKinesis().getSequenceNumber();
                if (failedOnce.add(number)) {
                  return new StreamsEventResponse(List.of(new BatchItemFailure(number)));
                }
              }
              return handle(event);
            });
    try (function;
        EventSourceMapping mapping = mapping(function, new Settings().lanes(3))) {
      mapping.start((thread, error) -> death.complete(error));
      for (int i = 0; i < 200; i++) {
        stream.put("sensor-" + i % 20, "reading " + i);
      }
      assertThat(mapping.awaitIdle(LONG)).isTrue();
      assertThat(failedOnce).hasSize(200);
      assertThat(mapping.counts().recordsHandled()).isEqualTo(200);
    }
  }

  @Test
  void closingWaitsForTheInvocationUnderWay() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    HandlerFunction function =
        host(
            (event, context) -> {
              started.countDown();
              try {
                release.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return handle(event);
            });
    try (function) {
      EventSourceMapping mapping = mapping(function, new Settings());
      mapping.start((thread, error) -> death.complete(error));
      stream.put("sensor-001", "reading");
      assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
      Thread closing = new Thread(mapping::close);
      closing.start();
      await().atMost(LONG).until(() -> closing.getState() == Thread.State.TIMED_WAITING);
      release.countDown();
      closing.join();
      assertThat(mapping.isIdle()).isTrue();
      assertThat(handled).containsExactly("reading");
    }
  }

  @Test
  void aMappingIsNotIdleUntilTheClockEndsTheLastWindow() throws Exception {
    MappingRun run = new MappingRun(new Settings());
    WindowFunction function = new WindowFunction();
    try (EventSourceMapping mapping =
        run.mapping(new Settings().tumblingWindow(10), function, batch -> {})) {
      mapping.start((thread, error) -> death.complete(error));
      run.put(1);
      await().atMost(LONG).until(() -> mapping.counts().recordsHandled() == 1);
      assertThat(mapping.isIdle()).isFalse();
      run.clock.advance(Duration.ofSeconds(10));
      assertThat(mapping.awaitIdle(LONG)).isTrue();
      assertThat(function.calls()).containsExactly("10:15:30 + 1", "10:15:30 1 final");
    }
  }

  @Test
  void awaitingGivesUpInTheEnd() throws Exception {
    try (HandlerFunction function = host((event, context) -> handle(event));
        EventSourceMapping mapping = mapping(function, new Settings())) {
      stream.put("sensor-001", "nobody reads this, since nothing was started");
      assertThat(mapping.awaitIdle(Duration.ofMillis(5))).isFalse();
    }
  }
}

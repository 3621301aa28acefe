package dev.iotpipeline.local.aws.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import dev.iotpipeline.aws.FakeClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;

/** Hosts handlers of Kinesis events and closes the hosts after each test. */
abstract class HandlerFunctionFixture {

  static final byte[] EMPTY_EVENT = bytes("{\"Records\":[]}");
  static final FunctionSettings SETTINGS =
      new FunctionSettings("consumer", Duration.ofSeconds(50), 512, 10);

  final FakeClock clock = new FakeClock();
  final List<String> log = new ArrayList<>();
  final List<HandlerFunction> functions = new ArrayList<>();

  @AfterEach
  void close() {
    functions.forEach(HandlerFunction::close);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  interface BatchHandler extends RequestHandler<KinesisEvent, StreamsEventResponse> {}

  HandlerFunction host(FunctionSettings settings, Supplier<BatchHandler> handlers) {
    HandlerFunction function =
        HandlerFunction.of(
            settings, handlers, KinesisEvent.class, StreamsEventResponse.class, clock, log::add);
    functions.add(function);
    return function;
  }

  HandlerFunction host(BatchHandler handler) {
    return host(SETTINGS, () -> handler);
  }
}

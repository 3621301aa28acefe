package dev.iotpipeline.local.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import dev.iotpipeline.local.aws.lambda.InvocationResult.FunctionError;
import dev.iotpipeline.local.aws.lambda.InvocationResult.Succeeded;
import dev.iotpipeline.local.aws.lambda.InvocationResult.Throttled;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long an invocation may take, and how many may run at a time. */
@Timeout(60)
class FunctionLimitsTest extends HandlerFunctionFixture {

  private static final FunctionSettings TWO_SECONDS =
      new FunctionSettings("consumer", Duration.ofSeconds(2), 512, 10);

  @Test
  void pastItsTimeOutAnInvocationIsEndedAndInterrupted() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    HandlerFunction function =
        host(
            TWO_SECONDS,
            () ->
                (event, context) -> {
                  clock.advance(Duration.ofSeconds(2));
                  return blockUntilInterrupted(interrupted);
                });
    assertThat(function.invoke("8a1b", EMPTY_EVENT))
        .isEqualTo(
            new FunctionError(
                "Sandbox.Timedout", "RequestId: 8a1b Error: Task timed out after 2.00 seconds"));
    assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void anAnswerAfterTheTimeOutComesTooLate() {
    HandlerFunction function = host(TWO_SECONDS, () -> takes(Duration.ofMillis(2_000)));
    assertThat(function.invoke("8a1b", EMPTY_EVENT))
        .isInstanceOfSatisfying(
            FunctionError.class,
            error -> assertThat(error.errorType()).isEqualTo(FunctionError.TIMED_OUT));
  }

  @Test
  void anAnswerJustBeforeTheTimeOutCounts() {
    HandlerFunction function = host(TWO_SECONDS, () -> takes(Duration.ofMillis(1_999)));
    assertThat(function.invoke("8a1b", EMPTY_EVENT)).isInstanceOf(Succeeded.class);
  }

  private BatchHandler takes(Duration time) {
    return (event, context) -> {
      clock.advance(time);
      return null;
    };
  }

  private static StreamsEventResponse blockUntilInterrupted(CountDownLatch interrupted) {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      interrupted.countDown();
    }
    return null;
  }

  @Test
  void anInstanceIsKeptForTheNextInvocationButNotAfterATimeOut() {
    AtomicInteger instances = new AtomicInteger();
    AtomicInteger invocations = new AtomicInteger();
    Supplier<RequestStreamHandler> handlers =
        () -> {
          instances.incrementAndGet();
          return (in, out, context) -> {
            if (invocations.incrementAndGet() == 3) {
              clock.advance(Duration.ofSeconds(2));
            }
          };
        };
    HandlerFunction function = HandlerFunction.ofStream(TWO_SECONDS, handlers, clock, log::add);
    functions.add(function);
    function.invoke("1", EMPTY_EVENT);
    function.invoke("2", EMPTY_EVENT);
    assertThat(instances).hasValue(1);
    assertThat(function.invoke("3", EMPTY_EVENT)).isInstanceOf(FunctionError.class);
    assertThat(function.invoke("4", EMPTY_EVENT)).isInstanceOf(Succeeded.class);
    assertThat(instances).hasValue(2);
  }

  @Test
  void beyondItsConcurrencyAFunctionIsThrottled() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    HandlerFunction function =
        host(
            new FunctionSettings("consumer", Duration.ofSeconds(50), 512, 1),
            () ->
                (event, context) -> {
                  started.countDown();
                  await(release);
                  return null;
                });
    Thread first = new Thread(() -> function.invoke("1", EMPTY_EVENT));
    first.start();
    assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(function.invoke("2", EMPTY_EVENT)).isEqualTo(new Throttled());
    release.countDown();
    first.join();
    assertThat(function.invoke("3", EMPTY_EVENT)).isInstanceOf(Succeeded.class);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void withAReservedConcurrencyOfZeroEveryInvocationIsThrottled() {
    HandlerFunction function =
        host(
            new FunctionSettings("consumer", Duration.ofSeconds(1), 512, 0),
            () -> (event, context) -> null);
    assertThat(function.invoke("1", EMPTY_EVENT)).isEqualTo(new Throttled());
  }
}

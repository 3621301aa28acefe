package dev.iotpipeline.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.testing.AwsErrors;
import dev.iotpipeline.local.aws.testing.DynamoDbTables;
import dev.iotpipeline.local.aws.testing.Fault;
import dev.iotpipeline.telemetry.AlertRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/**
 * Invocations that begin in the middle of others: before or after any call that one of them makes.
 * Calls get lost, or their answers do. Each notice is named once all the same.
 *
 * <p>All go by one clock. So what may wait for a claim, as a copy of an event does, begins only
 * when nothing else runs: its wait would leave whoever it waits for without time.
 */
@ExtendWith(DynamoDbTables.Shared.class)
final class DigestPropertyTest {

  /** Beyond these something fails for good. */
  private static final int MOST_ATTEMPTS = 100;

  private final NoticeFunction function;
  private final Deque<AlertRequest> waiting = new ArrayDeque<>();

  /** Whatever comes once more. */
  private final List<AlertRequest> failed = new ArrayList<>();

  DigestPropertyTest(DynamoDbTables tables) {
    this.function = new NoticeFunction(tables);
  }

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whateverComesInWhoseMiddleEachNoticeIsNamedOnce(long seed) {
    Random random = new Random(seed);
    TreeSet<String> expected = new TreeSet<>();
    // Few events as well: with many, a later one makes up for what an earlier one forgot.
    int events = 2 + random.nextInt(4);
    for (int i = 0; i < events; i++) {
      waiting.add(NoticeRequests.raised("device-" + i));
      expected.add("raised device-" + i);
    }
    if (random.nextBoolean()) {
      // A copy of an event that Lambda delivers twice.
      failed.add(NoticeRequests.raised("device-" + random.nextInt(events)));
    }
    function.dynamoDb.always(DynamoDbRequest.class, any -> true, disturbed(random));
    function.sns.always(PublishRequest.class, any -> true, disturbedBefore(random));

    for (int attempts = 0; !waiting.isEmpty() || !failed.isEmpty(); attempts++) {
      assertThat(attempts).as("attempts with seed %d", seed).isLessThan(MOST_ATTEMPTS);
      handle(waiting.isEmpty() ? failed.remove(0) : waiting.remove());
      function.clock.advance(NoticeFunction.TIMEOUT);
    }

    assertThat(function.named().keySet()).as("seed %d", seed).isEqualTo(expected);
    assertThat(function.named().values()).as("seed %d", seed).containsOnly(1);
    assertThat(function.counted()).isEqualTo(events);
  }

  private void handle(AlertRequest request) {
    try {
      function.handle(request);
    } catch (AlertFailedException e) {
      failed.add(request);
    }
  }

  private Fault<DynamoDbRequest> disturbed(Random random) {
    return (request, call) -> {
      int chance = roll(random);
      if (chance < 8) {
        another();
      } else if (chance < 11) {
        throw AwsErrors.dynamoDbThrottling();
      }
      Object answer = call.with(request);
      if (chance >= 92) {
        another();
      } else if (chance >= 89 && !(request instanceof PutItemRequest)) {
        throw AwsErrors.timeout();
      }
      return answer;
    };
  }

  /** Without lost answers: whoever publishes again after one cannot but repeat the message. */
  private Fault<PublishRequest> disturbedBefore(Random random) {
    return (request, call) -> {
      int chance = roll(random);
      if (chance < 30) {
        another();
      } else if (chance < 50) {
        throw AwsErrors.snsThrottling();
      }
      return call.with(request);
    };
  }

  private static synchronized int roll(Random random) {
    return random.nextInt(100);
  }

  private void another() {
    AlertRequest next;
    synchronized (waiting) {
      next = waiting.poll();
    }
    if (next != null) {
      handle(next);
    }
  }
}

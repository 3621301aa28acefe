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
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/**
 * Invocations that begin in the middle of others: before or after any call that one of them makes.
 * Calls get lost, or their answers do. Each notice is named once all the same.
 */
@ExtendWith(DynamoDbTables.Shared.class)
final class DigestPropertyTest {

  private static final int EVENTS = 6;

  /** Beyond these something fails for good. */
  private static final int MOST_ATTEMPTS = 100;

  private final NoticeFunction function;
  private final Deque<AlertRequest> waiting = new ArrayDeque<>();
  private final List<AlertRequest> failed = new ArrayList<>();

  DigestPropertyTest(DynamoDbTables tables) {
    this.function = new NoticeFunction(tables);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void whateverComesInWhoseMiddleEachNoticeIsNamedOnce(long seed) {
    Random random = new Random(seed);
    TreeSet<String> expected = new TreeSet<>();
    for (int i = 0; i < EVENTS; i++) {
      waiting.add(NoticeRequests.raised("device-" + i));
      expected.add("raised device-" + i);
    }
    // A copy of an event that Lambda delivers twice.
    waiting.add(NoticeRequests.raised("device-" + random.nextInt(EVENTS)));
    function.dynamoDb.always(DynamoDbRequest.class, any -> true, disturbed(random));
    function.sns.always(PublishRequest.class, any -> true, disturbedBefore(random));

    for (int attempts = 0; !waiting.isEmpty() || !failed.isEmpty(); attempts++) {
      assertThat(attempts).as("attempts with seed %d", seed).isLessThan(MOST_ATTEMPTS);
      waiting.addAll(failed);
      failed.clear();
      handle(waiting.remove());
      function.clock.advance(NoticeFunction.TIMEOUT);
    }

    assertThat(function.named().keySet()).as("seed %d", seed).isEqualTo(expected);
    assertThat(function.named().values()).as("seed %d", seed).containsOnly(1);
    assertThat(function.counted()).isEqualTo(EVENTS);
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
      if (chance < 10) {
        another();
      } else if (chance < 15) {
        throw AwsErrors.dynamoDbThrottling();
      }
      Object answer = call.with(request);
      if (chance >= 90) {
        another();
      } else if (chance >= 85) {
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

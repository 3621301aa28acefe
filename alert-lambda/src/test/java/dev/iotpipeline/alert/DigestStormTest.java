package dev.iotpipeline.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotpipeline.local.aws.testing.AwsErrors;
import dev.iotpipeline.local.aws.testing.DynamoDbTables;
import dev.iotpipeline.local.aws.testing.Fault;
import dev.iotpipeline.telemetry.AlertRequest;
import dev.iotpipeline.telemetry.Timestamps;
import java.time.Duration;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** A minute of digests that have closed comes at once, as after an outage. */
@ExtendWith(DynamoDbTables.Shared.class)
final class DigestStormTest {

  private static final int DIGESTS = 12;
  private static final int DIGEST_SECONDS = 5;
  private static final String NOTIFIED = "{\"anomalies\":12,\"notified\":true}";
  private static final String FOLLOWED = "{\"anomalies\":12,\"notified\":false}";

  private final NoticeFunction function;

  DigestStormTest(DynamoDbTables tables) {
    this.function = new NoticeFunction(tables);
    function.clock.set(NoticeRequests.CLOSES_AT.plusSeconds(60));
  }

  @Test
  void anInvocationPublishesAllItsDigestsInOneMessage() {
    assertThat(function.handle(minuteOf("a"))).isEqualTo(NOTIFIED);

    assertThat(function.notifications).hasSize(1);
    assertThat(function.notifications.get(0).text())
        .contains("\"digest\":\"" + Timestamps.format(NoticeRequests.CLOSES_AT) + '"');
    assertNamedOnce("a");
    assertNothingIsClaimed();
  }

  @Test
  void theInvocationsOfOtherShardsJoinTheMessage() {
    function.clock.duringSleep(
        () -> {
          function.clock.duringSleep(() -> {});
          for (String shard : new String[] {"b", "c", "d"}) {
            assertThat(function.handle(minuteOf(shard))).isEqualTo(FOLLOWED);
          }
        });

    assertThat(function.handle(minuteOf("a"))).isEqualTo(NOTIFIED);

    assertThat(function.clock.sleeps()).containsExactly(Duration.ofSeconds(2));
    assertThat(function.notifications).hasSize(1);
    assertNamedOnce("a", "b", "c", "d");
  }

  @Test
  void thoseWhoComeWhileItIsPublishedGoIntoOneMoreMessage() {
    function.sns.next(
        1,
        PublishRequest.class,
        Fault.meanwhile(
            () -> {
              for (String shard : new String[] {"b", "c", "d"}) {
                assertThat(function.handle(minuteOf(shard))).isEqualTo(FOLLOWED);
              }
            }));

    assertThat(function.handle(minuteOf("a"))).isEqualTo(NOTIFIED);

    assertThat(function.notifications).hasSize(2);
    assertNamedOnce("a", "b", "c", "d");
    assertNothingIsClaimed();
  }

  @Test
  void onlyTheDigestsThatSomebodyCameInToAreHeld() {
    AlertRequest late = NoticeRequests.raisedBefore("late", 2 * DIGEST_SECONDS);
    function.sns.next(1, PublishRequest.class, Fault.meanwhile(() -> function.handle(late)));

    function.handle(minuteOf("a"));

    assertThat(function.notifications).hasSize(2);
    assertThat(function.notifications.get(1).text())
        .contains("\"digest\":\"" + Timestamps.format(late.context().notices().closesAt()) + '"');
    assertThat(function.named()).containsEntry("raised late", 1).hasSize(DIGESTS + 1);
    assertThat(function.named().values()).containsOnly(1);
    assertNothingIsClaimed();
  }

  @Test
  void aFailedMessageGivesAllLeadsBack() {
    function.sns.next(1, PublishRequest.class, Fault.error(AwsErrors::snsServerError));
    assertThatThrownBy(() -> function.handle(minuteOf("a")))
        .isInstanceOf(AlertFailedException.class)
        .hasMessageContaining("were not published");
    assertNothingIsClaimed();

    function.handle(minuteOf("a"));

    assertThat(function.notifications).hasSize(1);
    assertNamedOnce("a");
  }

  @Test
  void whatCouldNotBeMarkedKeepsItsClaimsAndIsNotPublishedAgainByTheSameInstance() {
    AlertHandler instance = function.instance();
    function.dynamoDb.always(
        UpdateItemRequest.class,
        request -> request.updateExpression().contains("notified_at"),
        Fault.error(() -> AwsErrors.dynamoDbValidation("no")));
    assertThatThrownBy(() -> function.handle(instance, minuteOf("a")))
        .hasMessageContaining("could not be marked");
    assertThat(claimed()).isEqualTo(DIGESTS);
    function.dynamoDb.clear();

    function.clock.advance(Duration.ofMinutes(1));
    function.handle(instance, minuteOf("a"));

    assertThat(function.notifications).hasSize(1);
    assertNamedOnce("a");
    assertNothingIsClaimed();
  }

  /** A notice of each digest, the latest first: a batch is in no order of digests. */
  private static AlertRequest[] minuteOf(String shard) {
    return IntStream.range(0, DIGESTS)
        .mapToObj(i -> NoticeRequests.raisedBefore(shard + '/' + i, i * DIGEST_SECONDS))
        .toArray(AlertRequest[]::new);
  }

  private void assertNamedOnce(String... shards) {
    TreeSet<String> expected =
        Arrays.stream(shards)
            .flatMap(
                shard -> IntStream.range(0, DIGESTS).mapToObj(i -> "raised " + shard + '/' + i))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(function.named().keySet()).isEqualTo(expected);
    assertThat(function.named().values()).containsOnly(1);
  }

  private void assertNothingIsClaimed() {
    assertThat(claimed()).isZero();
  }

  private long claimed() {
    return function.rows(function.noticesTable).stream()
        .filter(row -> row.containsKey("claimed_by"))
        .count();
  }
}

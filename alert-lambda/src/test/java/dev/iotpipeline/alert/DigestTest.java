package dev.iotpipeline.alert;

import static dev.iotpipeline.alert.NoticeRequests.cleared;
import static dev.iotpipeline.alert.NoticeRequests.counted;
import static dev.iotpipeline.alert.NoticeRequests.raised;
import static dev.iotpipeline.alert.NoticeRequests.silent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotpipeline.local.aws.testing.AwsErrors;
import dev.iotpipeline.local.aws.testing.DynamoDbTables;
import dev.iotpipeline.local.aws.testing.Fault;
import dev.iotpipeline.telemetry.AlertRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** Each notice is named once, in as few messages as can be. */
@ExtendWith(DynamoDbTables.Shared.class)
final class DigestTest {

  private final NoticeFunction function;

  DigestTest(DynamoDbTables tables) {
    this.function = new NoticeFunction(tables);
  }

  @Test
  void theFirstInvocationWaitsAndPublishesWhatTheOthersHaveBrought() {
    function.clock.duringSleep(
        () -> {
          function.clock.duringSleep(() -> {});
          assertThat(function.handle(raised("b"), cleared("c")))
              .isEqualTo("{\"anomalies\":1,\"notified\":false}");
        });

    assertThat(function.handle(raised("a"))).isEqualTo("{\"anomalies\":1,\"notified\":true}");

    assertThat(function.notifications).hasSize(1);
    assertNamedOnce("cleared c", "raised a", "raised b");
    assertThat(function.clock.instant()).isEqualTo(NoticeRequests.CLOSES_AT.plusSeconds(1));
    assertThat(function.notifications.get(0).attributes())
        .containsEntry("anomalies", "[\"temperature_above\"]")
        .containsEntry("kinds", "[\"raised\",\"cleared\"]");
  }

  @Test
  void rowsExpireAndAreMarked() {
    function.handle(raised("a"));

    assertThat(function.rows(function.noticesTable))
        .hasSize(2)
        .allSatisfy(row -> assertThat(row).containsKey("expires_at"))
        .allSatisfy(row -> assertThat(row).doesNotContainKeys("claimed_by", "claimed_until"))
        .anySatisfy(row -> assertThat(row).containsKeys("notified_at", "device_id", "value"));
  }

  @Test
  void theSameEventOnAnotherInstancePublishesNothing() {
    function.handle(raised("a"));

    assertThat(function.handle(raised("a"))).isEqualTo("{\"anomalies\":1,\"notified\":false}");

    assertNamedOnce("raised a");
    assertThat(function.counted()).isEqualTo(1);
  }

  /** It would rely on a claim, which may be that of its own event, on an instance that died. */
  @Test
  void aCopyOfTheLeadersEventIsNotContentWithTheClaimOfTheLeader() {
    function.clock.duringSleep(
        () -> {
          function.clock.duringSleep(() -> {});
          assertThatThrownBy(() -> function.handle(raised("a")))
              .isInstanceOf(AlertFailedException.class)
              .hasMessageContaining("another invocation");
          function.clock.set(NoticeRequests.CLOSES_AT);
        });

    function.handle(raised("a"));
    function.handle(raised("a"));

    assertNamedOnce("raised a");
  }

  @Test
  void whoComesWhileTheLeaderPublishesIsInTheNextMessage() {
    function.sns.next(
        1,
        PublishRequest.class,
        Fault.meanwhile(
            () ->
                assertThat(function.handle(raised("b")))
                    .isEqualTo("{\"anomalies\":1,\"notified\":false}")));

    function.handle(raised("a"));

    assertThat(function.notifications).hasSize(2);
    assertNamedOnce("raised a", "raised b");
  }

  @Test
  void whoComesAfterTheLeaderLeadsItself() {
    function.handle(raised("a"));

    assertThat(function.handle(raised("b"))).isEqualTo("{\"anomalies\":1,\"notified\":true}");

    assertNamedOnce("raised a", "raised b");
  }

  @Test
  void theWaitEndsInTimeHoweverLateTheDigestCloses() {
    function.clock.advance(Duration.ofSeconds(-60));

    function.handle(raised("a"));

    assertNamedOnce("raised a");
    assertThat(function.clock.sleeps()).containsExactly(Duration.ofSeconds(20));
  }

  @Test
  void aFailedMessageIsSentByTheRetryWithThoseWhoReliedOnIt() {
    function.clock.duringSleep(
        () -> {
          function.clock.duringSleep(() -> {});
          function.handle(raised("b"));
        });
    function.sns.next(1, PublishRequest.class, Fault.error(AwsErrors::snsServerError));
    assertThatThrownBy(() -> function.handle(raised("a")))
        .isInstanceOf(AlertFailedException.class)
        .hasMessageContaining("were not published");

    function.handle(raised("a"));

    assertNamedOnce("raised a", "raised b");
    assertThat(function.counted()).isEqualTo(2);
  }

  /** The same instance knows what it has published; another one publishes it once more. */
  @Test
  void whatCouldNotBeMarkedIsNotPublishedAgainByTheSameInstance() {
    AlertHandler instance = function.instance();
    function.dynamoDb.always(
        UpdateItemRequest.class,
        DigestTest::marksANotice,
        Fault.error(() -> AwsErrors.dynamoDbValidation("no")));
    assertThatThrownBy(() -> function.handle(instance, raised("a")))
        .hasMessageContaining("could not be marked");
    function.dynamoDb.clear();

    function.clock.advance(Duration.ofMinutes(1));
    function.handle(instance, raised("a"));

    assertNamedOnce("raised a");
  }

  private static boolean marksANotice(UpdateItemRequest request) {
    return request.key().containsKey("entry") && request.updateExpression().contains("notified_at");
  }

  /** An error is no exception: nothing in the function sees it, as if its process were ended. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
  void aLeaderThatDiesLosesNothingAndRepeatsAtMostWhatItHadNotMarked(int call) {
    int[] calls = new int[1];
    Predicate<DynamoDbRequest> ofNotices = request -> isOnNotices(request) && calls[0]++ == call;
    boolean[] died = new boolean[1];
    function.dynamoDb.always(
        DynamoDbRequest.class,
        ofNotices,
        Fault.error(
            () -> {
              died[0] = true;
              throw new AssertionError("killed");
            }));
    try {
      function.handle(raised("a"));
    } catch (AssertionError killed) {
      function.dynamoDb.clear();
      function.clock.advance(Duration.ofSeconds(1));
      tryAgain();
    }

    int published = function.notifications.size();
    assertThat(function.named()).containsOnly(Map.entry("raised a", published));
    assertThat(published).isEqualTo(call == 4 ? 2 : 1);
    assertThat(died[0])
        .as("the calls are put, lead, head, query, mark, release")
        .isEqualTo(call < 6);
    assertThat(function.counted()).isEqualTo(1);
  }

  /** As Lambda does: until it succeeds. */
  private void tryAgain() {
    for (int attempt = 0; attempt < 3; attempt++) {
      try {
        function.handle(raised("a"));
        return;
      } catch (AlertFailedException e) {
        function.clock.advance(Duration.ofMinutes(1));
      }
    }
    throw new AssertionError("three attempts failed");
  }

  private boolean isOnNotices(DynamoDbRequest request) {
    return request
        .getValueForField("TableName", String.class)
        .orElse("")
        .equals(function.noticesTable);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void anAnswerThatGetsLostChangesNothing(int call) {
    int[] calls = new int[1];
    function.dynamoDb.always(
        DynamoDbRequest.class,
        request -> isOnNotices(request) && calls[0]++ == call,
        Fault.answerLost(AwsErrors::timeout));

    assertThat(function.handle(raised("a"))).isEqualTo("{\"anomalies\":1,\"notified\":true}");

    assertThat(calls[0]).isGreaterThan(6);
    assertNamedOnce("raised a");
  }

  @Test
  void withoutItsTableNothingIsPublishedAndTheAnomalyIsCounted() {
    function.dynamoDb.always(
        DynamoDbRequest.class,
        this::isOnNotices,
        Fault.error(() -> AwsErrors.dynamoDbValidation("no")));
    assertThatThrownBy(() -> function.handle(raised("a"))).isInstanceOf(AlertFailedException.class);
    assertThat(function.notifications).isEmpty();
    assertThat(function.counted()).isEqualTo(1);

    function.dynamoDb.clear();
    function.handle(raised("a"));
    assertNamedOnce("raised a");
    assertThat(function.counted()).isEqualTo(1);
  }

  @Test
  void withoutATableEachInvocationPublishesItsOwnAtOnce() {
    AlertHandler instance = function.instance(null);

    assertThat(function.handle(instance, raised("a"), cleared("b"), counted("c")))
        .isEqualTo("{\"anomalies\":2,\"notified\":true}");

    assertThat(function.notifications).hasSize(1);
    assertNamedOnce("cleared b", "raised a");
    assertThat(function.clock.sleeps()).isEmpty();
  }

  @Test
  void silenceIsToldAndTheReadingOfOldIsNotJudgedAgain() {
    assertThat(function.handle(silent("a"))).isEqualTo("{\"anomalies\":0,\"notified\":true}");

    assertNamedOnce("raised a");
    assertThat(function.counted()).isZero();
    assertThat(function.rows(function.alertsTable)).isEmpty();
  }

  @Test
  void whatDoesNotFitOneMessageGoesIntoMore() {
    AlertRequest[] requests =
        IntStream.range(0, 300)
            .mapToObj(i -> raised("\u6E29".repeat(200) + "/" + i))
            .toArray(AlertRequest[]::new);

    function.handle(requests);

    int parts = function.notifications.size();
    assertThat(parts).isBetween(2, 6);
    assertThat(function.notifications.get(0).subject()).endsWith(" [1/" + parts + "]");
    assertThat(function.named().size()).isEqualTo(300);
    assertThat(function.named().values()).containsOnly(1);
  }

  private void assertNamedOnce(String... notices) {
    assertThat(function.named().keySet()).isEqualTo(new TreeSet<>(List.of(notices)));
    assertThat(function.named().values()).containsOnly(1);
  }
}

package dev.iotpipeline.fleet;

import static dev.iotpipeline.fleet.FleetFunction.last;
import static dev.iotpipeline.fleet.FleetFunction.reading;
import static dev.iotpipeline.fleet.FleetFunction.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import com.amazonaws.services.lambda.runtime.events.KinesisTimeWindowEvent;
import dev.iotpipeline.local.aws.testing.AwsErrors;
import dev.iotpipeline.local.aws.testing.DynamoDbTables;
import dev.iotpipeline.local.aws.testing.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** What becomes of a window's result when the services fail, and Lambda repeats the final call. */
@ExtendWith(DynamoDbTables.Shared.class)
class WindowResultsTest {

  private final FleetFunction function;
  private final KinesisTimeWindowEvent end =
      last(Map.of(), record(1, reading("a", 20)), record(2, reading("b", 21)));

  WindowResultsTest(DynamoDbTables tables) {
    function = new FleetFunction(tables);
  }

  private void assertKeptAndCountedOnce() {
    assertThat(function.items())
        .singleElement()
        .satisfies(item -> assertThat(item).containsKey("counted_at"));
    assertThat(function.sum("Readings")).isEqualTo(2);
  }

  @Test
  void aFinalCallThatComesAgainChangesNothing() {
    function.handle(end);
    List<Map<String, AttributeValue>> items = function.items();
    function.clock.advance(Duration.ofMinutes(1));
    function.handle(end);

    assertThat(function.items()).isEqualTo(items);
    assertKeptAndCountedOnce();
  }

  @Test
  void throttlingIsWaitedOutWithinTheCall() {
    function.dynamoDb.next(3, PutItemRequest.class, Fault.error(AwsErrors::dynamoDbThrottling));
    function.dynamoDb.next(3, UpdateItemRequest.class, Fault.error(AwsErrors::dynamoDbThrottling));
    function.handle(end);

    assertKeptAndCountedOnce();
    assertThat(function.clock.sleeps()).hasSize(6);
  }

  @Test
  void aCallThatCannotKeepTheResultFailsAndTheNextOneKeepsIt() {
    function.dynamoDb.always(
        PutItemRequest.class, any -> true, Fault.error(AwsErrors::dynamoDbServerError));
    assertThatThrownBy(() -> function.handle(end)).isInstanceOf(SdkException.class);
    assertThat(function.sum("Readings")).as("nothing is counted that is not kept").isZero();

    function.dynamoDb.clear();
    function.handle(end);
    assertKeptAndCountedOnce();
  }

  @Test
  void anItemWhoseAnswerWasLostIsFoundByTheRetry() {
    function.dynamoDb.next(
        1, PutItemRequest.class, Fault.answerLost(AwsErrors::dynamoDbServerError));
    function.handle(end);

    assertKeptAndCountedOnce();
  }

  @Test
  void metricsThatWereNotTakenAreSentByTheNextCall() {
    function.cloudWatch.always(
        PutMetricDataRequest.class, any -> true, Fault.error(AwsErrors::connectionReset));
    assertThatThrownBy(() -> function.handle(end)).isInstanceOf(SdkException.class);
    assertThat(function.items().get(0)).doesNotContainKey("counted_at");

    function.cloudWatch.clear();
    function.handle(end);
    assertKeptAndCountedOnce();
  }

  /** The one window in which a metric is sent twice; docs/GUARANTEES.md names it. */
  @Test
  void metricsWhoseMarkWasNotWrittenAreSentAgain() {
    function.dynamoDb.always(
        UpdateItemRequest.class, any -> true, Fault.error(AwsErrors::dynamoDbServerError));
    assertThatThrownBy(() -> function.handle(end)).isInstanceOf(SdkException.class);

    function.dynamoDb.clear();
    function.handle(end);
    assertThat(function.items()).hasSize(1);
    assertThat(function.sum("Readings")).isEqualTo(4);
  }

  @Test
  void aWindowThatIsTooOldForCloudWatchIsKeptWithoutMetrics() {
    function.clock.advance(Duration.ofDays(14));
    function.handle(end);

    assertThat(function.items()).hasSize(1);
    assertThat(function.cloudWatch.requests(PutMetricDataRequest.class)).isEmpty();
    assertThat(function.linesOf("window_kept"))
        .singleElement()
        .asString()
        .contains("too_old_for_metrics");
  }

  @Test
  void manyValuesGoInDataOf150() {
    KinesisEventRecord[] records = new KinesisEventRecord[400];
    for (int i = 0; i < records.length; i++) {
      records[i] = record(i, reading("a", Math.pow(1.03, i)));
    }
    function.handle(last(Map.of(), records));

    List<MetricDatum> temperatures =
        function.cloudWatch.requests(PutMetricDataRequest.class).get(0).metricData().stream()
            .filter(datum -> datum.metricName().equals("Temperature"))
            .toList();
    assertThat(temperatures)
        .extracting(datum -> datum.values().size())
        .containsExactly(150, 150, 100);
    assertThat(temperatures)
        .allSatisfy(datum -> assertThat(datum.timestamp()).isEqualTo("2026-11-25T10:16:00Z"));
    assertThat(temperatures).allSatisfy(datum -> assertThat(datum.dimensions()).isEmpty());
  }
}

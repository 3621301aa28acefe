package dev.iotpipeline.local.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import dev.iotpipeline.aws.InvalidSettingException;
import dev.iotpipeline.local.aws.lambda.InvocationResult.FunctionError;
import dev.iotpipeline.local.aws.lambda.InvocationResult.Succeeded;
import dev.iotpipeline.local.aws.lambda.mapping.MappingRun;
import dev.iotpipeline.local.aws.lambda.mapping.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HandlerFunctionTest extends HandlerFunctionFixture {

  @Test
  void aTypedHandlerReadsTheEventAndItsResponseBecomesJson() {
    HandlerFunction function =
        host(
            (event, context) -> {
              String sequenceNumber = event.getRecords().get(0).getKinesis().getSequenceNumber();
              return new StreamsEventResponse(List.of(new BatchItemFailure(sequenceNumber)));
            });
    byte[] event = bytes("{\"Records\":[{\"kinesis\":{\"sequenceNumber\":\"4967\"}}]}");
    assertThat(function.invoke("id", event))
        .isInstanceOfSatisfying(
            Succeeded.class,
            result ->
                assertThat(result.response())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"4967\"}]}"));
  }

  @Test
  void anEventOfTheMappingReachesAKinesisHandlerWhole() {
    List<KinesisEvent.KinesisEventRecord> received = new ArrayList<>();
    HandlerFunction function =
        host(
            (event, context) -> {
              received.addAll(event.getRecords());
              return new StreamsEventResponse(List.of());
            });
    MappingRun run = new MappingRun(new Settings());
    run.put("sensor-007 \"ü\"");
    run.runNow();
    function.invoke("id", run.function.lastPayload());

    KinesisEvent.KinesisEventRecord record = received.get(0);
    String sequenceNumber = record.getKinesis().getSequenceNumber();
    assertThat(record.getKinesis().getPartitionKey()).isEqualTo("sensor-007 \"ü\"");
    assertThat(StandardCharsets.UTF_8.decode(record.getKinesis().getData()).toString())
        .isEqualTo("1");
    assertThat(record.getKinesis().getApproximateArrivalTimestamp())
        .isEqualTo("2026-11-23T10:15:30.123Z");
    assertThat(record.getKinesis().getKinesisSchemaVersion()).isEqualTo("1.0");
    assertThat(record.getEventID()).isEqualTo("shardId-000000000000:" + sequenceNumber);
    assertThat(record.getEventName()).isEqualTo("aws:kinesis:record");
    assertThat(record.getEventSource()).isEqualTo("aws:kinesis");
    assertThat(record.getEventVersion()).isEqualTo("1.0");
    assertThat(record.getAwsRegion()).isEqualTo("us-east-1");
    assertThat(record.getEventSourceARN()).isEqualTo(run.stream.arn());
    assertThat(record.getInvokeIdentityArn()).startsWith("arn:aws:iam::");
  }

  @Test
  void noResponseIsTheJsonNull() {
    assertThat(host((event, context) -> null).invoke("id", EMPTY_EVENT))
        .isInstanceOfSatisfying(
            Succeeded.class, result -> assertThat(result.response()).isEqualTo(bytes("null")));
  }

  @Test
  void aStreamHandlerGetsAndGivesBytes() {
    RequestStreamHandler echo = (in, out, context) -> in.transferTo(out);
    HandlerFunction function = HandlerFunction.ofStream(SETTINGS, () -> echo, clock, log::add);
    functions.add(function);
    assertThat(function.invoke("id", bytes("{\"a\":1}")))
        .isInstanceOfSatisfying(
            Succeeded.class, result -> assertThat(result.response()).isEqualTo(bytes("{\"a\":1}")));
  }

  @Test
  void theContextTellsTheTruth() {
    List<Context> contexts = new ArrayList<>();
    host((event, context) -> {
          contexts.add(context);
          context.getLogger().log("at work");
          return null;
        })
        .invoke("8a1b", EMPTY_EVENT);
    Context context = contexts.get(0);
    assertThat(context.getAwsRequestId()).isEqualTo("8a1b");
    assertThat(context.getFunctionName()).isEqualTo("consumer");
    assertThat(context.getFunctionVersion()).isEqualTo("$LATEST");
    assertThat(context.getInvokedFunctionArn())
        .isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:consumer");
    assertThat(context.getMemoryLimitInMB()).isEqualTo(512);
    assertThat(context.getLogGroupName()).isEqualTo("/aws/lambda/consumer");
    assertThat(log).containsExactly("at work");

    assertThat(context.getRemainingTimeInMillis()).isEqualTo(50_000);
    clock.advance(Duration.ofSeconds(20));
    assertThat(context.getRemainingTimeInMillis()).isEqualTo(30_000);
    clock.advance(Duration.ofMinutes(1));
    assertThat(context.getRemainingTimeInMillis()).isZero();
  }

  @Test
  void whatTheHandlerThrowsIsAFunctionError() {
    HandlerFunction function =
        host(
            (event, context) -> {
              throw new IllegalStateException("the table is gone");
            });
    FunctionError error = new FunctionError("java.lang.IllegalStateException", "the table is gone");
    assertThat(function.invoke("id", EMPTY_EVENT)).isEqualTo(error);
  }

  @Test
  void anErrorWithoutAMessageIsAFunctionErrorToo() {
    HandlerFunction function =
        host(
            (event, context) -> {
              throw new StackOverflowError();
            });
    assertThat(function.invoke("id", EMPTY_EVENT))
        .isEqualTo(new FunctionError("java.lang.StackOverflowError", ""));
  }

  @Test
  void anEventThatCannotBeReadIsAFunctionError() {
    assertThat(host((event, context) -> null).invoke("id", bytes("{\"Records\":17}")))
        .isInstanceOf(FunctionError.class);
  }

  @Test
  void aHandlerThatCannotBeMadeIsAFunctionError() {
    HandlerFunction function =
        host(
            SETTINGS,
            () -> {
              throw new InvalidSettingException("SNS_TOPIC_ARN is not set");
            });
    assertThat(function.invoke("id", EMPTY_EVENT))
        .isEqualTo(
            new FunctionError(InvalidSettingException.class.getName(), "SNS_TOPIC_ARN is not set"));
  }

  @Test
  void afterItIsClosedNobodyKnowsWhatCameOfAnInvocation() {
    HandlerFunction function = host((event, context) -> null);
    function.close();
    assertThatThrownBy(() -> function.invoke("1", EMPTY_EVENT))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void settingsOutsideTheLimitsOfLambdaAreRefused() {
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> new FunctionSettings("a b", second, 512, 1))
        .isInstanceOf(InvalidSettingException.class);
    assertThatThrownBy(() -> new FunctionSettings("f", Duration.ZERO, 512, 1))
        .isInstanceOf(InvalidSettingException.class);
    assertThatThrownBy(() -> new FunctionSettings("f", Duration.ofMinutes(16), 512, 1))
        .isInstanceOf(InvalidSettingException.class);
    assertThatThrownBy(() -> new FunctionSettings("f", second, 64, 1))
        .isInstanceOf(InvalidSettingException.class);
    assertThatThrownBy(() -> new FunctionSettings("f", second, 512, -1))
        .isInstanceOf(InvalidSettingException.class);
  }
}

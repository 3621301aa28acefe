package dev.iotpipeline.local.run.assembly;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.alert.AlertHandler;
import dev.iotpipeline.alert.AlertSettings;
import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.ResourceNames;
import dev.iotpipeline.local.aws.cloudwatch.LocalMetrics;
import dev.iotpipeline.local.aws.kinesis.KinesisEndpoint;
import dev.iotpipeline.local.aws.kinesis.LocalStream;
import dev.iotpipeline.local.aws.kinesis.StreamRecord;
import dev.iotpipeline.local.aws.lambda.AsyncInvocations;
import dev.iotpipeline.local.aws.lambda.AsyncSettings;
import dev.iotpipeline.local.aws.lambda.FunctionSettings;
import dev.iotpipeline.local.aws.lambda.HandlerFunction;
import dev.iotpipeline.local.aws.lambda.InvocationResult;
import dev.iotpipeline.local.aws.lambda.InvocationResult.FunctionError;
import dev.iotpipeline.local.aws.lambda.InvokeApi;
import dev.iotpipeline.local.aws.lambda.LocalFunction;
import dev.iotpipeline.local.aws.lambda.mapping.DiscardedBatch;
import dev.iotpipeline.local.aws.lambda.mapping.DiscardedBatch.Condition;
import dev.iotpipeline.local.aws.lambda.mapping.DiscardedBatch.RequestContext;
import dev.iotpipeline.local.aws.sns.LocalTopic;
import dev.iotpipeline.local.aws.sns.Notification;
import dev.iotpipeline.local.aws.sqs.LocalQueue;
import dev.iotpipeline.local.aws.sqs.QueueApi;
import dev.iotpipeline.redrive.RedriveCommand;
import dev.iotpipeline.telemetry.AlertRequest;
import dev.iotpipeline.telemetry.AlertRequest.Context;
import dev.iotpipeline.telemetry.Grounds;
import dev.iotpipeline.telemetry.ReadingJson;
import dev.iotpipeline.telemetry.Thresholds;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/** The redrive command line against the local services, over HTTP. */
@Timeout(60)
class RedriveLocallyTest {

  private static final String READING =
      "{\"device_id\":\"door-1\",\"timestamp\":\"2026-11-23T10:15:30+00:00\",\"temperature\":51.5,"
          + "\"humidity\":48,\"pressure\":1003}";

  private static final String TOPIC = "arn:aws:sns:us-east-1:000000000000:iot-alerts";

  private final Clock clock = Clock.systemUTC();
  private final EventLog log = new EventLog(line -> {}, clock);
  private final LocalQueue failedAlerts = new LocalQueue("iot-failed-alerts", clock);
  private final LocalQueue failedBatches = new LocalQueue("iot-failed-batches", clock);
  private final LocalStream stream = new LocalStream("iot-telemetry-stream", 1, clock);
  private final List<Notification> heard = new CopyOnWriteArrayList<>();

  @AutoClose
  private final HandlerFunction function =
      HandlerFunction.ofStream(
          new FunctionSettings("iot-alert", Duration.ofSeconds(30), 512, 1),
          () -> alertFunction("60"),
          clock,
          line -> {});

  private final BrokenAtFirst alert = new BrokenAtFirst(function);

  @AutoClose
  private final AsyncInvocations invocations =
      new AsyncInvocations(
          List.of(alert),
          ResourceNames.LIVE_ALIAS,
          new AsyncSettings(0, Duration.ofHours(6)),
          letter -> failedAlerts.send(letter.body(), letter.attributes()),
          clock,
          () -> "request",
          log);

  @AutoClose private final KinesisEndpoint endpoint = new KinesisEndpoint(stream, 0, clock, log);

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** An alert function until and after its repair. */
  private static final class BrokenAtFirst implements LocalFunction {

    private final List<String> alerted = new CopyOnWriteArrayList<>();
    private final LocalFunction function;
    private volatile boolean repaired;

    private BrokenAtFirst(LocalFunction function) {
      this.function = function;
    }

    @Override
    public String arn() {
      return "arn:aws:lambda:us-east-1:000000000000:function:iot-alert";
    }

    @Override
    public InvocationResult invoke(String requestId, byte[] payload) {
      if (!repaired) {
        return new FunctionError("Boom", "the topic is gone");
      }
      alerted.add(new String(payload, UTF_8));
      return function.invoke(requestId, payload);
    }
  }

  @BeforeEach
  void start() {
    endpoint.add(new QueueApi(List.of(failedAlerts, failedBatches)));
    endpoint.add(new InvokeApi(invocations));
    invocations.start(1, (thread, error) -> {});
  }

  private int redrive(String arguments) {
    String line = arguments + " --local --kinesis-port " + endpoint.uri().getPort();
    return new RedriveCommand()
        .execute(new PrintWriter(out), new PrintWriter(err), line.split(" "));
  }

  /** Above so many degrees it alerts; it has no ledger. */
  private AlertHandler alertFunction(String degrees) {
    return new AlertHandler(
        new AlertSettings(TOPIC, thresholds(degrees), null),
        new LocalTopic(TOPIC, clock, heard::add),
        new LocalMetrics(),
        DynamoDbClient.builder().region(Region.US_EAST_1).build(),
        log);
  }

  private static Thresholds thresholds(String degrees) {
    Thresholds usual = Thresholds.DEFAULT;
    return new Thresholds(
        new BigDecimal(degrees),
        usual.humidityHigh(),
        usual.humidityLow(),
        usual.temperatureRise(),
        usual.riseWindow());
  }

  private void failOnceAndRepair() throws InterruptedException {
    failOnceAndRepair(READING.getBytes(UTF_8));
  }

  private void failOnceAndRepair(byte[] event) throws InterruptedException {
    invocations.invoke(
        request ->
            request
                .functionName("iot-alert")
                .invocationType(InvocationType.EVENT)
                .payload(SdkBytes.fromByteArray(event)));
    assertThat(invocations.awaitIdle(Duration.ofSeconds(30))).isTrue();
    assertThat(failedAlerts.size()).isEqualTo(1);
    alert.repaired = true;
  }

  @Test
  void anAlertThatWasGivenUpReachesTheRepairedFunction() throws InterruptedException {
    failOnceAndRepair();

    assertThat(redrive("alerts")).isZero();
    assertThat(out.toString()).contains("door-1  2026-11-23T10:15:30", "the topic is gone");
    assertThat(failedAlerts.size()).isEqualTo(1);
    assertThat(redrive("alerts --send")).isZero();
    assertThat(invocations.awaitIdle(Duration.ofSeconds(30))).isTrue();

    assertThat(alert.alerted).containsExactly(READING);
    assertThat(failedAlerts.size()).isZero();
    assertThat(err.toString()).isEmpty();
  }

  /** 51.5 °C was a breach when the alert was raised, and is none by now. */
  @Test
  void anAlertIsJudgedByTheThresholdsThatItWasRaisedWith() throws InterruptedException {
    Context context =
        new Context(
            "shardId-000000000000",
            "1",
            clock.instant(),
            new Grounds(thresholds("50"), null),
            null);
    failOnceAndRepair(
        new AlertRequest(ReadingJson.parse(READING.getBytes(UTF_8)), context).toJson());

    assertThat(redrive("alerts --send")).isZero();
    assertThat(invocations.awaitIdle(Duration.ofSeconds(30))).isTrue();

    assertThat(heard)
        .singleElement()
        .satisfies(message -> assertThat(message.subject()).contains("door-1: temperature 51.5 C"));
  }

  @Test
  void aBatchThatWasGivenUpIsAtTheEndOfTheStream() {
    for (int i = 0; i < 4; i++) {
      stream.put("door-1", READING.replace("51.5", "5" + i).getBytes(StandardCharsets.UTF_8));
    }
    List<StreamRecord> records = stream.shards().get(0).read(0, 10);
    failedBatches.send(
        new DiscardedBatch(
                new RequestContext("r", "f", Condition.RETRY_ATTEMPTS_EXHAUSTED, 6),
                null,
                clock.instant(),
                stream.shards().get(0).id(),
                stream.arn(),
                records.subList(1, 3))
            .toJson(),
        Map.of());

    assertThat(redrive("batches --send")).isZero();

    assertThat(stream.shards().get(0).read(4, 10))
        .extracting(record -> new String(record.data(), UTF_8))
        .containsExactly(
            new String(records.get(1).data(), UTF_8), new String(records.get(2).data(), UTF_8));
    assertThat(failedBatches.size()).isZero();
  }

  @Test
  void anEndpointThatIsClosedIsOneLine() throws InterruptedException {
    failOnceAndRepair();
    endpoint.close();

    assertThat(redrive("alerts --send")).isEqualTo(2);

    assertThat(err.toString()).contains("the endpoint cannot be reached").hasLineCount(1);
    assertThat(failedAlerts.size()).isEqualTo(1);
  }
}

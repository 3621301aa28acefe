package dev.iotpipeline.redrive;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.FakeClock;
import dev.iotpipeline.aws.ResourceNames;
import dev.iotpipeline.local.aws.kinesis.KinesisEndpoint;
import dev.iotpipeline.local.aws.kinesis.LocalStream;
import dev.iotpipeline.local.aws.lambda.AsyncInvocations;
import dev.iotpipeline.local.aws.lambda.AsyncSettings;
import dev.iotpipeline.local.aws.lambda.InvocationResult;
import dev.iotpipeline.local.aws.lambda.LocalFunction;
import dev.iotpipeline.local.aws.sqs.LocalQueue;
import dev.iotpipeline.local.aws.sqs.QueueApi;
import dev.iotpipeline.local.aws.testing.AwsErrors;
import dev.iotpipeline.local.aws.testing.Fault;
import dev.iotpipeline.local.aws.testing.FaultyClient;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;

/**
 * Runs the command line against stand-ins that keep their state from run to run. Faults can be
 * ordered of each client.
 */
final class Shell implements AutoCloseable {

  static final String STREAM = "iot-telemetry-stream";
  static final String SHARD = "shardId-000000000000";

  private static final String READING =
      "{\"device_id\":\"%s\",\"timestamp\":\"2026-11-23T10:15:%02d+00:00\",\"temperature\":51.5,"
          + "\"humidity\":48,\"pressure\":1003}";

  final FakeClock clock = new FakeClock(Instant.parse("2026-11-23T10:15:30Z"));

  /** The clock of the machine that redrive runs on. */
  final SkewedClock operatorsClock = new SkewedClock(clock);

  /** What was done, in order, over all services. */
  final List<String> journal = new ArrayList<>();

  /** What the stream took from redrive. */
  final List<PutRecordRequest> put = new ArrayList<>();

  /** What the alert function took. */
  final List<String> events = new ArrayList<>();

  final LocalQueue alerts = new LocalQueue("iot-failed-alerts", clock);
  final LocalQueue batches = new LocalQueue("iot-failed-batches", clock);
  final LocalStream stream;
  final FakeDynamoDb table = new FakeDynamoDb();
  final FaultyClient<KinesisClient> kinesis;
  final FaultyClient<SqsClient> sqs;
  final FaultyClient<LambdaClient> lambda;
  final FaultyClient<DynamoDbClient> dynamoDb;
  String out = "";
  String err = "";
  private final EventLog log = new EventLog(line -> {}, clock);
  private final KinesisEndpoint endpoint;
  private final AwsClients real;
  private boolean answersNothingNext;
  private Interruption interruption = new Interruption();

  Shell() {
    this(1);
  }

  Shell(int shards) {
    this.stream = new LocalStream(STREAM, shards, clock);
    this.endpoint = new KinesisEndpoint(stream, 0, clock, log);
    this.real = new AwsClients(new LocalPorts(endpoint.uri().getPort(), 1));
    endpoint.add(new QueueApi(List.of(alerts, batches)));
    FaultyClient<KinesisClient> answers =
        new FaultyClient<>(
            KinesisClient.class,
            observed(
                KinesisClient.class,
                real.kinesis(),
                PutRecordRequest.class,
                request -> {
                  journal.add("put");
                  put.add(request);
                }));
    answers.always(GetRecordsRequest.class, any -> true, this::fewRecords);
    kinesis = new FaultyClient<>(KinesisClient.class, answers.client());
    sqs =
        new FaultyClient<>(
            SqsClient.class,
            observed(
                SqsClient.class,
                real.sqs(),
                DeleteMessageRequest.class,
                request -> journal.add("delete message")));
    lambda =
        new FaultyClient<>(
            LambdaClient.class,
            observed(LambdaClient.class, function(), InvokeRequest.class, this::invoked));
    dynamoDb =
        new FaultyClient<>(
            DynamoDbClient.class,
            observed(
                DynamoDbClient.class,
                table,
                DeleteItemRequest.class,
                request -> journal.add("delete item")));
  }

  private interface Observer<R> {
    void see(R request);
  }

  /** The observer sees each request that the service has taken. */
  private static <C extends SdkClient, R extends SdkRequest> C observed(
      Class<C> api, C real, Class<R> type, Observer<R> observer) {
    FaultyClient<C> client = new FaultyClient<>(api, real);
    client.always(
        type,
        any -> true,
        (request, call) -> {
          Object answer = call.with(request);
          observer.see(request);
          return answer;
        });
    return client.client();
  }

  /** Events for {@code iot-alert:live} wait and are not run. */
  private LambdaClient function() {
    LocalFunction function =
        new LocalFunction() {
          @Override
          public String arn() {
            return "arn:aws:lambda:us-east-1:000000000000:function:iot-alert";
          }

          @Override
          public InvocationResult invoke(String requestId, byte[] payload) {
            throw new AssertionError("a synchronous invocation would not be tried again");
          }
        };
    return new AsyncInvocations(
        List.of(function),
        ResourceNames.LIVE_ALIAS,
        AsyncSettings.DEFAULT,
        letter -> {},
        clock,
        () -> "request",
        log);
  }

  private void invoked(InvokeRequest request) {
    if (request.invocationType() == InvocationType.EVENT) {
      journal.add("invoke");
      events.add(request.payload().asUtf8String());
    }
  }

  /** As on AWS, an answer may hold few records or none although there are more ahead. */
  private Object fewRecords(GetRecordsRequest request, Fault.Call<GetRecordsRequest> call)
      throws Throwable {
    answersNothingNext = !answersNothingNext;
    return answersNothingNext
        ? GetRecordsResponse.builder()
            .records(List.of())
            .nextShardIterator(request.shardIterator())
            .millisBehindLatest(1_000L)
            .build()
        : call.with(request.toBuilder().limit(2).build());
  }

  /** Lets records leave the stream: who asks for one of them reads from the first that is left. */
  void forgetBefore(String sequenceNumber) {
    BigInteger first = new BigInteger(sequenceNumber);
    kinesis.always(
        GetShardIteratorRequest.class,
        request -> new BigInteger(request.startingSequenceNumber()).compareTo(first) < 0,
        (request, call) ->
            call.with(request.toBuilder().startingSequenceNumber(sequenceNumber).build()));
  }

  /** The call goes through, and then something happens. */
  static <R extends SdkRequest> Fault<R> then(Runnable event) {
    return (request, call) -> {
      Object answer = call.with(request);
      event.run();
      return answer;
    };
  }

  /** An error of Kinesis that no class of the SDK stands for. */
  static KinesisException failure(int status, String code) {
    return AwsErrors.of(KinesisException.builder(), status, code, "said the test");
  }

  /** Puts a record into the stream as a device would; returns its sequence number. */
  String produce(String partitionKey, String data) {
    return stream.put(partitionKey, data).sequenceNumber();
  }

  String shardOf(String sequenceNumber) {
    return stream.shardOf(sequenceNumber);
  }

  List<String> putData() {
    return put.stream().map(request -> request.data().asUtf8String()).toList();
  }

  /** The bodies of the messages that anybody could receive now. */
  static List<String> visible(LocalQueue queue) {
    return queue.receive(Integer.MAX_VALUE, Duration.ZERO).stream()
        .map(LocalQueue.Message::body)
        .toList();
  }

  static String reading(String device, int second) {
    return READING.formatted(device, second);
  }

  /** Ctrl-C during the run. */
  void interrupt() {
    interruption.stop();
  }

  /** Runs one command line to its end; returns the exit code. */
  int run(String arguments) {
    interruption = new Interruption();
    StringWriter standardOut = new StringWriter();
    StringWriter standardError = new StringWriter();
    int exitCode =
        new RedriveCommand(
                new CommandContext(
                    local -> new ShellClients(this), operatorsClock, clock, interruption))
            .execute(
                new PrintWriter(standardOut),
                new PrintWriter(standardError),
                arguments.trim().split(" +"));
    out = standardOut.toString();
    err = standardError.toString();
    return exitCode;
  }

  @Override
  public void close() {
    real.close();
    endpoint.close();
  }
}

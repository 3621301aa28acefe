package dev.iotpipeline.redrive;

import dev.iotpipeline.aws.FakeClock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Runs the command line against fakes that keep their state from run to run. */
final class Shell {

  static final String READING =
      "{\"device_id\":\"%s\",\"timestamp\":\"2026-11-23T10:15:%02d+00:00\",\"temperature\":51.5,"
          + "\"humidity\":48,\"pressure\":1003}";

  final FakeClock clock = new FakeClock(Instant.parse("2026-11-23T10:15:30Z"));

  /** Who did what, in order, over all services. */
  final List<String> journal = new ArrayList<>();

  final FakeSqs alerts = new FakeSqs("iot-failed-alerts", clock, journal);
  final FakeSqs batches = new FakeSqs("iot-failed-batches", clock, journal);
  final FakeLambda lambda = new FakeLambda(journal);
  final FakeKinesis kinesis = new FakeKinesis(journal);
  final FakeDynamoDb dynamoDb = new FakeDynamoDb(journal);
  String out = "";
  String err = "";
  private Interruption interruption = new Interruption();

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
    StringWriter said = new StringWriter();
    StringWriter complained = new StringWriter();
    FakeSqs sqs = arguments.startsWith("batches") ? batches : alerts;
    int exitCode =
        new RedriveCommand(new CommandContext(local -> clients(sqs), clock, clock, interruption))
            .execute(
                new PrintWriter(said), new PrintWriter(complained), arguments.trim().split(" +"));
    out = said.toString();
    err = complained.toString();
    return exitCode;
  }

  private Clients clients(FakeSqs sqs) {
    return new Clients() {
      @Override
      public KinesisClient kinesis() {
        return kinesis;
      }

      @Override
      public SqsClient sqs() {
        return sqs;
      }

      @Override
      public LambdaClient lambda() {
        return lambda;
      }

      @Override
      public DynamoDbClient dynamoDb() {
        return dynamoDb;
      }

      @Override
      public void close() {}
    };
  }
}

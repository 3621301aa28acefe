package dev.iotpipeline.redrive;

import dev.iotpipeline.aws.InvalidSettingException;
import dev.iotpipeline.cli.UsageErrors;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/** What all commands have in common: options, clients, and the result of the run. */
abstract class Subcommand implements Callable<Integer> {

  private static final int LAST_PORT = 65_535;

  final CommandContext context;
  private final CountedItem kind;

  @Spec private CommandSpec spec;

  @Option(names = "--send", description = "Put back what a run without it lists.")
  private boolean send;

  @Option(names = "--limit", paramLabel = "N", description = "Put back or list at most N.")
  private long limit = Long.MAX_VALUE;

  @Option(
      names = "--local",
      description = "Talk to ./run-local, with made-up region and credentials.")
  private boolean local;

  @Option(
      names = "--kinesis-port",
      paramLabel = "PORT",
      description = "With --local: port of Kinesis, SQS and Lambda (default: ${DEFAULT-VALUE}).",
      defaultValue = "4567")
  private int kinesisPort;

  @Option(
      names = "--dynamodb-port",
      paramLabel = "PORT",
      description = "With --local: port of DynamoDB (default: ${DEFAULT-VALUE}).",
      defaultValue = "8000")
  private int dynamoDbPort;

  /**
   * @param kind what the command puts back
   */
  Subcommand(CommandContext context, CountedItem kind) {
    this.context = context;
    this.kind = kind;
  }

  /** Puts back, or lists, one item after the other. */
  abstract void redrive(Clients clients, Run run);

  @Override
  public final Integer call() {
    require(limit > 0, "--limit has to be at least 1");
    require(kinesisPort > 0 && kinesisPort <= LAST_PORT, "--kinesis-port has to be 1 to 65535");
    require(dynamoDbPort > 0 && dynamoDbPort <= LAST_PORT, "--dynamodb-port has to be 1 to 65535");
    CommandLine commandLine = spec.commandLine();
    Run run = new Run(commandLine, kind, send, limit, context.interruption());
    try (Clients clients =
        context.clients().open(local ? new LocalPorts(kinesisPort, dynamoDbPort) : null)) {
      redrive(clients, run);
      return run.finish();
    } catch (SdkException e) {
      run.breakOff();
      return UsageErrors.report(commandLine, AwsClients.ADVICE.explain(e));
    } catch (InvalidSettingException e) {
      return UsageErrors.report(commandLine, e.getMessage());
    }
  }

  private void require(boolean met, String message) {
    if (!met) {
      throw usageError(message);
    }
  }

  ParameterException usageError(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}

package dev.iotpipeline.redrive;

import dev.iotpipeline.aws.InvalidSettingException;
import dev.iotpipeline.cli.UsageErrors;
import java.util.Optional;
import java.util.function.BiConsumer;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import software.amazon.awssdk.core.exception.SdkException;

/** The options that every command has, and the run that they describe. */
final class CommonOptions {

  private static final int LAST_PORT = 65_535;

  @Spec(Target.MIXEE)
  private CommandSpec spec;

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
   * Does the work, and prints the result.
   *
   * @param kind what is put back
   * @return the exit code
   */
  int run(CommandContext context, CountedItem kind, BiConsumer<Clients, Run> work) {
    check();
    CommandLine commandLine = spec.commandLine();
    Run run =
        new Run(
            commandLine.getOut(), commandLine.getErr(), kind, send, limit, context.interruption());
    Optional<LocalPorts> ports =
        local ? Optional.of(new LocalPorts(kinesisPort, dynamoDbPort)) : Optional.empty();
    try (Clients clients = context.clients().apply(ports)) {
      work.accept(clients, run);
      return run.finish();
    } catch (SdkException e) {
      run.breakOff();
      return UsageErrors.report(commandLine, AwsClients.ADVICE.explain(e));
    } catch (InvalidSettingException e) {
      return UsageErrors.report(commandLine, e.getMessage());
    }
  }

  private void check() {
    require(limit > 0, "--limit has to be at least 1");
    require(kinesisPort > 0 && kinesisPort <= LAST_PORT, "--kinesis-port has to be 1 to 65535");
    require(dynamoDbPort > 0 && dynamoDbPort <= LAST_PORT, "--dynamodb-port has to be 1 to 65535");
  }

  private void require(boolean met, String message) {
    if (!met) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}

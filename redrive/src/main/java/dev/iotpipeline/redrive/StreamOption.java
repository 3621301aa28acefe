package dev.iotpipeline.redrive;

import dev.iotpipeline.aws.ResourceNames;
import picocli.CommandLine.Option;

/** The option that names the stream, for the commands that put records into it. */
final class StreamOption {

  @Option(
      names = "--stream",
      paramLabel = "NAME",
      description = "The stream (default: ${DEFAULT-VALUE}).",
      defaultValue = ResourceNames.STREAM)
  private String name;

  TelemetryStream open(Clients clients, CommandContext context) {
    return new TelemetryStream(clients.kinesis(), name, context);
  }
}

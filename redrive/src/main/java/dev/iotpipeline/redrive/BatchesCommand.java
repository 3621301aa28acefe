package dev.iotpipeline.redrive;

import dev.iotpipeline.aws.ResourceNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts the records of given-up batches into the stream again, at its end. */
@Command(
    name = "batches",
    description = "Batches that the consumer gave up: their records, into the stream again.")
final class BatchesCommand extends Subcommand {

  @Option(
      names = "--queue",
      paramLabel = "NAME",
      description = "The consumer's failure destination (default: ${DEFAULT-VALUE}).",
      defaultValue = ResourceNames.FAILED_BATCHES_QUEUE)
  private String queue;

  @Option(
      names = "--clear-expired",
      description = {
        "Also batches with records that have left the stream: put back what is left of them,",
        "delete their messages, and say how many records are gone.",
      })
  private boolean clearExpired;

  @Mixin private StreamOption streamOption;

  BatchesCommand(CommandContext context) {
    super(context, new CountedItem("batch", "batches"));
  }

  @Override
  void redrive(Clients clients, Run run) {
    TelemetryStream stream = streamOption.open(clients, context);
    try (QueueMessages messages =
        new QueueMessages(clients.sqs(), queue, context.clock(), run::warn)) {
      new BatchRedrive(messages, stream, clearExpired, run).all();
    }
  }
}

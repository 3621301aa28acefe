package dev.iotpipeline.redrive;

import dev.iotpipeline.aws.ResourceNames;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.sqs.model.Message;

/** Reads the records of given-up batches in the stream, and puts them in again at its end. */
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

  @Mixin private StreamOption streamOption;

  BatchesCommand(CommandContext context) {
    super(context, new CountedItem("batch", "batches"));
  }

  @Override
  void redrive(Clients clients, Run run) {
    TelemetryStream stream = streamOption.open(clients, context);
    try (QueueMessages messages =
        new QueueMessages(clients.sqs(), queue, run.sends(), context.clock())) {
      messages.each(run, message -> putBack(message, messages, stream, run));
    }
  }

  private void putBack(Message message, QueueMessages messages, TelemetryStream stream, Run run) {
    String age = "  (" + messages.age(message) + ")";
    BatchNotice notice;
    try {
      notice = BatchNotice.parse(message.body());
    } catch (IllegalArgumentException e) {
      run.notPutBack(
          "message " + message.messageId() + age, "no notice of a batch: " + e.getMessage());
      return;
    }
    if (!notice.streamName().equals(stream.name())) {
      run.notPutBack(
          notice + age, "it is in stream " + notice.streamName() + "; name that one with --stream");
      return;
    }
    run.put(
        notice + age, () -> putBack(notice.range(), stream, run), () -> messages.delete(message));
  }

  /**
   * Puts back every record, also one that is no reading: the consumer quarantines it then. If it
   * were left out, nobody would find it after the message is deleted. The first error stops the
   * batch, because a later record must not overtake the one that failed.
   */
  private static void putBack(ShardRange range, TelemetryStream stream, Run run) {
    RangeReader reader = stream.read(range);
    long count = 0;
    for (Optional<Record> next = reader.next(); next.isPresent(); next = reader.next()) {
      if (run.isInterrupted()) {
        throw new NotPutBackException(
            "interrupted after "
                + CountedItem.RECORD.of(count)
                + "; its message stays in the queue");
      }
      stream.put(next.get().data(), next.get().partitionKey());
      count++;
    }
    if (reader.gap().isPresent()) {
      throw new NotPutBackException(
          "%s; %s put back; its message stays in the queue"
              .formatted(reader.gap().get(), CountedItem.RECORD.of(count)));
    }
  }
}

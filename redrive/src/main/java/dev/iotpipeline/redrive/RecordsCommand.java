package dev.iotpipeline.redrive;

import dev.iotpipeline.aws.SequenceNumbers;
import dev.iotpipeline.telemetry.ReadingJson;
import dev.iotpipeline.telemetry.ReadingKey;
import dev.iotpipeline.telemetry.RejectedReadingException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.kinesis.model.Record;

/** Reads a range of records that the user names, and puts them in again at the end. */
@Command(
    name = "records",
    description = "Records by shard and sequence number, into the stream again.")
final class RecordsCommand extends Subcommand {

  @Option(names = "--shard", paramLabel = "ID", required = true, description = "Their shard.")
  private String shardId;

  @Option(
      names = "--from",
      paramLabel = "SEQ",
      required = true,
      description = "Sequence number of the first.")
  private String from;

  @Option(
      names = "--to",
      paramLabel = "SEQ",
      description = "Sequence number of the last (default: the first alone).")
  private @Nullable String to;

  @Mixin private StreamOption streamOption;

  RecordsCommand(CommandContext context) {
    super(context, CountedItem.RECORD);
  }

  @Override
  void checkOptions() {
    range();
  }

  @Override
  void redrive(Clients clients, Run run) {
    ShardRange range = range();
    TelemetryStream stream = streamOption.open(clients, context);
    RangeReader reader = stream.read(range);
    String whole = "%s  %s to %s".formatted(range.shardId(), range.from(), range.to());
    try {
      if (run.each(reader::next, record -> putBack(range, record, stream, run))) {
        reader.gap().ifPresent(gap -> run.missing(whole, gap));
      }
    } catch (NotPutBackException e) {
      run.missing(whole, e.getMessage());
    }
  }

  private ShardRange range() {
    try {
      return new ShardRange(
          shardId, SequenceNumbers.parse(from), SequenceNumbers.parse(to == null ? from : to));
    } catch (IllegalArgumentException e) {
      throw usageError("--from and --to: " + e.getMessage());
    }
  }

  /** Returns whether the next record may follow. It must not overtake one that failed. */
  private static boolean putBack(ShardRange range, Record record, TelemetryStream stream, Run run) {
    String line = range.shardId() + " " + record.sequenceNumber();
    ReadingKey key;
    try {
      key = ReadingJson.parse(record.data().asByteArrayUnsafe()).key();
    } catch (RejectedReadingException e) {
      run.notPutBack(line, Run.rejection(e));
      return true;
    }
    return run.put(
        line + "  " + key.deviceId() + "  " + key.timestamp(),
        () -> stream.put(record.data(), record.partitionKey()),
        () -> {});
  }
}

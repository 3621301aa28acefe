package dev.iotpipeline.redrive;

import dev.iotpipeline.aws.ResourceNames;
import dev.iotpipeline.aws.SequenceNumbers;
import dev.iotpipeline.telemetry.ReadingJson;
import dev.iotpipeline.telemetry.ReadingKey;
import dev.iotpipeline.telemetry.RejectedReadingException;
import java.math.BigInteger;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.kinesis.model.Record;

/** Reads a range of records that the user names, and puts them in again at the end. */
@Command(
    name = "records",
    description = "Records by shard and sequence number, into the stream again.")
final class RecordsCommand implements Callable<Integer> {

  private static final CountedItem RECORD = new CountedItem("record", "records");

  private final CommandContext context;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions options;

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
  private Optional<String> to;

  @Option(
      names = "--stream",
      paramLabel = "NAME",
      description = "The stream (default: ${DEFAULT-VALUE}).",
      defaultValue = ResourceNames.STREAM)
  private String streamName;

  RecordsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ShardRange range = range();
    return options.run(
        context,
        RECORD,
        (clients, run) -> redrive(range, context.stream(clients, streamName), run));
  }

  private ShardRange range() {
    try {
      BigInteger first = SequenceNumbers.parse(from);
      return new ShardRange(
          shardId, first, to.isPresent() ? SequenceNumbers.parse(to.get()) : first);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--from and --to: " + e.getMessage());
    }
  }

  private static void redrive(ShardRange range, TelemetryStream stream, Run run) {
    String whole = "%s  %s to %s".formatted(range.shardId(), range.from(), range.to());
    RangeReader reader = stream.read(range);
    try {
      while (run.goesOn()) {
        Optional<Record> next = reader.next();
        if (next.isEmpty()) {
          reader.gap().ifPresent(gap -> run.missing(whole, gap));
          return;
        }
        if (!putBack(range, next.get(), stream, run)) {
          return;
        }
      }
    } catch (NotPutBackException e) {
      run.missing(whole, e.getMessage());
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

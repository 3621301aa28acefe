package dev.iotpipeline.redrive;

import dev.iotpipeline.aws.ResourceNames;
import dev.iotpipeline.aws.SequenceNumbers;
import dev.iotpipeline.telemetry.ReadingJson;
import dev.iotpipeline.telemetry.RejectedReadingException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Puts rejected records into the stream again, if the data contract accepts them now. */
@Command(
    name = "quarantine",
    description = "Rejected records that today's data contract accepts, into the stream again.")
final class QuarantineCommand extends Subcommand {

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description = "The table of rejected records (default: ${DEFAULT-VALUE}).",
      defaultValue = ResourceNames.REJECTED_TABLE)
  private String table;

  @Mixin private StreamOption streamOption;

  @Option(names = "--shard", paramLabel = "ID", description = "Only those of this shard.")
  private @Nullable String shardId;

  @Option(
      names = "--sequence-number",
      paramLabel = "N",
      description = "Only this one of the shard.")
  private @Nullable String sequenceNumber;

  QuarantineCommand(CommandContext context) {
    super(context, CountedItem.RECORD);
  }

  @Override
  void checkOptions() {
    if (sequenceNumber != null) {
      key(sequenceNumber);
    }
  }

  @Override
  void redrive(Clients clients, Run run) {
    DynamoDbClient dynamoDb = clients.dynamoDb();
    TelemetryStream stream = streamOption.open(clients, context);
    for (Map<String, AttributeValue> item : items(dynamoDb)) {
      if (!run.goesOn()) {
        return;
      }
      QuarantinedRecord record = new QuarantinedRecord(item);
      if (!record.isExpired(context.clock().instant())) {
        putBack(record, stream, dynamoDb, run);
      }
    }
  }

  private Iterable<Map<String, AttributeValue>> items(DynamoDbClient dynamoDb) {
    if (sequenceNumber != null) {
      Map<String, AttributeValue> key = key(sequenceNumber);
      Map<String, AttributeValue> item =
          dynamoDb
              .getItem(request -> request.tableName(table).key(key).consistentRead(true))
              .item();
      return item == null || item.isEmpty() ? List.of() : List.of(item);
    }
    if (shardId == null) {
      return dynamoDb
          .scanPaginator(request -> request.tableName(table).consistentRead(true))
          .items();
    }
    Map<String, AttributeValue> shard = Map.of(":shard", AttributeValue.fromS(shardId));
    return dynamoDb
        .queryPaginator(
            request ->
                request
                    .tableName(table)
                    .consistentRead(true)
                    .keyConditionExpression(QuarantinedRecord.SHARD_ID + " = :shard")
                    .expressionAttributeValues(shard))
        .items();
  }

  private Map<String, AttributeValue> key(String number) {
    if (shardId == null) {
      throw usageError("--sequence-number needs --shard");
    }
    try {
      return QuarantinedRecord.key(shardId, SequenceNumbers.parse(number));
    } catch (IllegalArgumentException e) {
      throw usageError("--sequence-number: " + e.getMessage());
    }
  }

  private void putBack(
      QuarantinedRecord record, TelemetryStream stream, DynamoDbClient dynamoDb, Run run) {
    String line = record.toString();
    SdkBytes payload;
    String partitionKey;
    try {
      partitionKey = record.partitionKey();
      payload = record.isCut() ? whole(record, stream) : record.payload();
      ReadingJson.parse(payload.asByteArrayUnsafe());
    } catch (NotPutBackException e) {
      run.notPutBack(line, e.getMessage());
      return;
    } catch (RejectedReadingException e) {
      // The line ends with the reason of the first time.
      boolean sameReason = record.detail().equals(e.getMessage());
      run.notPutBack(line, sameReason ? "still rejected" : "still rejected: " + e.getMessage());
      return;
    }
    run.put(
        run.sends() ? line : line + ": would be accepted now",
        () -> stream.put(payload, partitionKey),
        () -> dynamoDb.deleteItem(request -> request.tableName(table).key(record.key())));
  }

  private static SdkBytes whole(QuarantinedRecord record, TelemetryStream stream) {
    try {
      return stream.find(record.shardId(), record.sequenceNumber()).data();
    } catch (NotPutBackException e) {
      throw new NotPutBackException(
          "the item holds only the beginning of the record, and " + e.getMessage());
    }
  }
}

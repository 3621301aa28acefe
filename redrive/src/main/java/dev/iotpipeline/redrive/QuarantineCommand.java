package dev.iotpipeline.redrive;

import dev.iotpipeline.aws.ResourceNames;
import dev.iotpipeline.aws.SequenceNumbers;
import dev.iotpipeline.telemetry.ReadingJson;
import dev.iotpipeline.telemetry.RejectedReadingException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.kinesis.model.Record;

/** Puts rejected records into the stream again, if the data contract accepts them now. */
@Command(
    name = "quarantine",
    description = "Refused records that today's data contract accepts, into the stream again.")
final class QuarantineCommand implements Callable<Integer> {

  private static final CountedItem RECORD = new CountedItem("record", "records");

  private final CommandContext context;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions options;

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description = "The table of rejected records (default: ${DEFAULT-VALUE}).",
      defaultValue = ResourceNames.REJECTED_TABLE)
  private String table;

  @Option(
      names = "--stream",
      paramLabel = "NAME",
      description = "The stream (default: ${DEFAULT-VALUE}).",
      defaultValue = ResourceNames.STREAM)
  private String streamName;

  @Option(names = "--shard", paramLabel = "ID", description = "Only those of this shard.")
  private Optional<String> shardId;

  @Option(
      names = "--sequence-number",
      paramLabel = "N",
      description = "Only this one of the shard.")
  private Optional<String> sequenceNumber;

  QuarantineCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Optional<Map<String, AttributeValue>> key = sequenceNumber.map(this::key);
    return options.run(
        context,
        RECORD,
        (clients, run) -> {
          DynamoDbClient dynamoDb = clients.dynamoDb();
          TelemetryStream stream = context.stream(clients, streamName);
          for (Map<String, AttributeValue> item : items(dynamoDb, key)) {
            if (!run.goesOn()) {
              return;
            }
            QuarantinedRecord record = new QuarantinedRecord(item);
            if (!record.isExpired(context.clock().instant())) {
              putBack(record, stream, dynamoDb, run);
            }
          }
        });
  }

  private Map<String, AttributeValue> key(String number) {
    if (shardId.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--sequence-number needs --shard");
    }
    try {
      return QuarantinedRecord.key(shardId.get(), SequenceNumbers.parse(number));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--sequence-number: " + e.getMessage());
    }
  }

  private Iterable<Map<String, AttributeValue>> items(
      DynamoDbClient dynamoDb, Optional<Map<String, AttributeValue>> key) {
    if (key.isPresent()) {
      Map<String, AttributeValue> item =
          dynamoDb
              .getItem(request -> request.tableName(table).key(key.get()).consistentRead(true))
              .item();
      return item == null || item.isEmpty() ? List.of() : List.of(item);
    }
    if (shardId.isPresent()) {
      return dynamoDb
          .queryPaginator(
              request ->
                  request
                      .tableName(table)
                      .consistentRead(true)
                      .keyConditionExpression(QuarantinedRecord.SHARD_ID + " = :shard")
                      .expressionAttributeValues(
                          Map.of(":shard", AttributeValue.fromS(shardId.get()))))
          .items();
    }
    return dynamoDb.scanPaginator(request -> request.tableName(table).consistentRead(true)).items();
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
      run.notPutBack(line, "still rejected: " + e.getMessage());
      return;
    }
    run.put(
        run.sends() ? line : line + ": would be accepted now",
        () -> stream.put(payload, partitionKey),
        () -> dynamoDb.deleteItem(request -> request.tableName(table).key(record.key())));
  }

  private static SdkBytes whole(QuarantinedRecord record, TelemetryStream stream) {
    BigInteger place = record.sequenceNumber();
    try {
      Record found = stream.find(record.shardId(), place);
      return found.data();
    } catch (NotPutBackException e) {
      throw new NotPutBackException(
          "the item holds only the beginning of the record, and " + e.getMessage());
    }
  }
}

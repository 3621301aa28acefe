package dev.iotpipeline.local.run.page;

import dev.iotpipeline.local.run.assembly.PipelineTables;
import dev.iotpipeline.local.run.verdict.StoredItems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;

/** Listens at the functions' DynamoDB client, and tells of what the tables have confirmed. */
final class TableWrites implements ExecutionInterceptor {

  /** The names of the attributes in a statement, in the order of its parameters. */
  private static final Pattern ATTRIBUTE =
      Pattern.compile("(?:'(\\w+)': \\?)|(?:\"(\\w+)\" = \\?)");

  private final PipelineTables.Names tables;
  private final Devices devices;
  private final Rejections rejections;
  private final boolean shadows;

  /**
   * @param shadows whether the run has some; if not, the readings say how a device is
   */
  TableWrites(
      PipelineTables.Names tables, Devices devices, Rejections rejections, boolean shadows) {
    this.tables = tables;
    this.devices = devices;
    this.rejections = rejections;
    this.shadows = shadows;
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    StoredItems.confirmed(context, tables.rejected()).forEach(this::rejected);
    if (!shadows) {
      StoredItems.confirmed(context, tables.readings()).forEach(this::stored);
    } else if (context.request() instanceof BatchExecuteStatementRequest request
        && context.response() instanceof BatchExecuteStatementResponse response) {
      for (int i = 0; i < request.statements().size(); i++) {
        if (response.responses().get(i).error() == null) {
          written(request.statements().get(i));
        }
      }
    }
  }

  private void rejected(Map<String, AttributeValue> item) {
    String sequenceNumber = text(item, "sequence_number");
    String partitionKey = text(item, "partition_key");
    rejections.add(new Rejections.Key(text(item, "shard_id"), sequenceNumber), partitionKey);
    devices.rejected(partitionKey, sequenceNumber);
  }

  private void stored(Map<String, AttributeValue> item) {
    devices.stored(text(item, "device_id"), text(item, "timestamp"), temperature(item));
  }

  private void written(BatchStatementRequest statement) {
    if (!statement.statement().contains("\"" + tables.shadows() + "\"")) {
      return;
    }
    Map<String, AttributeValue> shadow = attributes(statement);
    AttributeValue breaches = shadow.get("breaches");
    if (breaches != null) {
      devices.judged(
          text(shadow, "device_id"),
          text(shadow, "sequence_number"),
          temperature(shadow),
          breaches.m().keySet());
    }
  }

  private static Map<String, AttributeValue> attributes(BatchStatementRequest statement) {
    Map<String, AttributeValue> attributes = new HashMap<>();
    List<AttributeValue> parameters = statement.parameters();
    int next = 0;
    Matcher name = ATTRIBUTE.matcher(statement.statement());
    while (name.find()) {
      attributes.put(name.group(1) == null ? name.group(2) : name.group(1), parameters.get(next));
      next++;
    }
    // The statement that changes an item names its key behind the attributes.
    if (next < parameters.size()) {
      attributes.put("device_id", parameters.get(next));
    }
    return attributes;
  }

  private static @Nullable String temperature(Map<String, AttributeValue> item) {
    AttributeValue value = item.get("temperature");
    return value == null ? null : value.n();
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null || value.s() == null ? "" : value.s();
  }
}

package dev.iotpipeline.local.run.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** The tables of the local run have the keys that Terraform gives them. */
class TableKeysTest {

  private static final Pattern TABLE =
      Pattern.compile("resource \"aws_dynamodb_table\" \"(\\w+)\" \\{(.*?)\\n}", Pattern.DOTALL);

  private static final Pattern KEY = Pattern.compile("(?:hash_key|range_key) *= \"(\\w+)\"");

  @Test
  void everyTableAndIndexHasTheKeysOfTerraform() throws IOException {
    PipelineTables.Names names = PipelineTables.Names.DEFAULT;
    Map<String, String> byResource =
        Map.of(
            "readings", names.readings(),
            "rejected", names.rejected(),
            "alerts", names.alerts(),
            "shadows", names.shadows(),
            "notices", names.notices(),
            "thresholds", names.thresholds(),
            "fleet_statistics", names.fleetStatistics());
    try (DynamoDbLocalProcess dynamoDb = DynamoDbLocalProcess.start(0);
        PipelineTables tables = new PipelineTables(dynamoDb.uri(), names)) {
      tables.createIfMissing();
      Map<String, List<String>> local = new TreeMap<>();
      byResource.forEach((resource, name) -> local.put(resource, keys(tables, name)));
      assertThat(local).isEqualTo(keysOfTerraform());
    }
  }

  /** The keys of a table, and behind them those of its indexes. */
  private static List<String> keys(PipelineTables tables, String name) {
    TableDescription table =
        tables.client().describeTable(describe -> describe.tableName(name)).table();
    List<KeySchemaElement> keys = new ArrayList<>(table.keySchema());
    table.globalSecondaryIndexes().forEach(index -> keys.addAll(index.keySchema()));
    return keys.stream().map(KeySchemaElement::attributeName).toList();
  }

  private static Map<String, List<String>> keysOfTerraform() throws IOException {
    Map<String, List<String>> keys = new TreeMap<>();
    Matcher table = TABLE.matcher(Files.readString(Path.of("../../terraform/storage.tf")));
    while (table.find()) {
      keys.put(
          table.group(1), KEY.matcher(table.group(2)).results().map(key -> key.group(1)).toList());
    }
    return keys;
  }
}

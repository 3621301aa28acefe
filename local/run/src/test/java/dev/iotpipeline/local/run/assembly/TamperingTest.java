package dev.iotpipeline.local.run.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.aws.ResourceNames;
import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import dev.iotpipeline.local.aws.sns.Notification;
import dev.iotpipeline.local.run.faults.FaultPlan;
import dev.iotpipeline.local.run.verdict.RunSummary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Somebody changes one thing behind the run's back: the verdict is no longer good, and it names
 * what was changed.
 */
class TamperingTest {

  private static DynamoDbLocalProcess dynamoDb;
  private static DrivenPipeline run;
  private static DynamoDbClient client;

  @BeforeAll
  static void run() throws IOException {
    dynamoDb = DynamoDbLocalProcess.start(0);
    run = new DrivenPipeline(dynamoDb.uri(), DrivenPipeline.settings(20), FaultPlan.NONE);
    run.publish(Fleets.hostile()).run();
    client = run.pipeline.tables().client();
    assertThatTheVerdictIsGood();
  }

  @AfterAll
  static void end() {
    run.close();
    dynamoDb.close();
  }

  private static void assertThatTheVerdictIsGood() {
    assertThat(run.summary().isClean()).as("%s", run.summary()).isTrue();
  }

  @Test
  void everyAttributeOfAReading() {
    String table = run.pipeline.tables().names().readings();
    Map<String, AttributeValue> item = first(run.pipeline.tables().readings());
    for (String attribute : item.keySet()) {
      if (!attribute.equals("device_id") && !attribute.equals("timestamp")) {
        assertThatChangesAreFound(table, item, attribute, "altered: ");
      }
    }
    assertThatAChangeIsFound(table, item, with(item, "note", text("x")), "altered: ");
  }

  @Test
  void aReadingThatIsRemovedOrAddedOrMoved() {
    String table = run.pipeline.tables().names().readings();
    Map<String, AttributeValue> item = first(run.pipeline.tables().readings());
    assertThatRemovingIsFound(table, item, List.of("device_id", "timestamp"), "lost: ");
    assertThatAddingIsFound(table, with(item, "device_id", text("nobody")), "added: nobody ");
    Map<String, AttributeValue> longAgo =
        with(
            with(item, "device_id", text("nobody")),
            "ingestion_timestamp",
            text("2001-01-01T00:00:00.000000000Z"));
    assertThatAddingIsFound(table, longAgo, "added: nobody ");
  }

  @Test
  void everyAttributeOfARowInQuarantine() {
    String table = run.pipeline.tables().names().rejected();
    Map<String, AttributeValue> item = first(run.pipeline.tables().rejected());
    for (String attribute : item.keySet()) {
      if (!attribute.equals("shard_id") && !attribute.equals("sequence_number")) {
        assertThatChangesAreFound(table, item, attribute, "wrongly quarantined: ");
      }
    }
    assertThatAChangeIsFound(table, item, with(item, "note", text("x")), "wrongly quarantined: ");
  }

  @Test
  void aRowInQuarantineThatIsRemovedOrAdded() {
    String table = run.pipeline.tables().names().rejected();
    Map<String, AttributeValue> item = first(run.pipeline.tables().rejected());
    assertThatRemovingIsFound(
        table, item, List.of("shard_id", "sequence_number"), "not quarantined: ");
    assertThatAddingIsFound(table, with(item, "sequence_number", text("7")), "wrongly quarantined");
    assertThatAddingIsFound(table, with(item, "shard_id", text("x")), "wrongly quarantined");
  }

  /** A run of its own, because what the sinks took cannot be taken back. */
  @Test
  void aMessageAndAValueThatNobodyHasToSend() {
    try (DrivenPipeline other =
        new DrivenPipeline(dynamoDb.uri(), DrivenPipeline.settings(20), FaultPlan.NONE)) {
      other.publish(Fleets.hostile()).run();
      Notification sent = other.notifications().get(0);
      other.pipeline.topic.publish(
          again ->
              again
                  .topicArn(PipelineFunctions.TOPIC_ARN)
                  .messageStructure("json")
                  .message("{\"default\":" + quoted(sent.text()) + "}"));
      assertThatItSays(other.summary(), "told again: ");

      MetricDatum datum =
          MetricDatum.builder()
              .metricName(ResourceNames.METRIC)
              .value(1.0)
              .dimensions(
                  Dimension.builder().name(ResourceNames.METRIC_DIMENSION).value("s").build())
              .build();
      other.pipeline.metrics.putMetricData(
          put -> put.namespace(ResourceNames.METRIC_NAMESPACE).metricData(datum));
      assertThatItSays(other.summary(), "counted wrongly: ");
    }
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static Map<String, AttributeValue> first(Iterable<Map<String, AttributeValue>> items) {
    return items.iterator().next();
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }

  private static Map<String, AttributeValue> with(
      Map<String, AttributeValue> item, String attribute, AttributeValue value) {
    Map<String, AttributeValue> changed = new HashMap<>(item);
    changed.put(attribute, value);
    return changed;
  }

  private static void assertThatChangesAreFound(
      String table, Map<String, AttributeValue> item, String attribute, String finding) {
    List<Map<String, AttributeValue>> changes = new ArrayList<>();
    Map<String, AttributeValue> without = new HashMap<>(item);
    without.remove(attribute);
    changes.add(without);
    changes.add(with(item, attribute, other(item.get(attribute))));
    changes.add(with(item, attribute, AttributeValue.fromNul(true)));
    for (Map<String, AttributeValue> changed : changes) {
      RunSummary summary = assertThatAChangeIsFound(table, item, changed, finding);
      assertThat(summary.findings()).as(attribute).allMatch(found -> found.contains(attribute));
    }
  }

  private static AttributeValue other(AttributeValue value) {
    if (value.n() != null) {
      return AttributeValue.fromN(value.n() + (value.n().contains(".") ? "1" : ".1"));
    }
    if (value.s() != null) {
      return AttributeValue.fromS(value.s() + "x");
    }
    if (value.bool() != null) {
      return AttributeValue.fromBool(!value.bool());
    }
    byte[] bytes = value.b().asByteArray();
    bytes[0]++;
    return AttributeValue.fromB(SdkBytes.fromByteArray(bytes));
  }

  private static RunSummary assertThatAChangeIsFound(
      String table,
      Map<String, AttributeValue> item,
      Map<String, AttributeValue> changed,
      String finding) {
    client.putItem(put -> put.tableName(table).item(changed));
    RunSummary summary = run.summary();
    assertThatItSays(summary, finding);
    client.putItem(put -> put.tableName(table).item(item));
    assertThatTheVerdictIsGood();
    return summary;
  }

  private static void assertThatRemovingIsFound(
      String table, Map<String, AttributeValue> item, List<String> key, String finding) {
    delete(table, item, key);
    assertThatItSays(run.summary(), finding);
    client.putItem(put -> put.tableName(table).item(item));
    assertThatTheVerdictIsGood();
  }

  private static void assertThatAddingIsFound(
      String table, Map<String, AttributeValue> item, String finding) {
    client.putItem(put -> put.tableName(table).item(item));
    assertThatItSays(run.summary(), finding);
    delete(
        table,
        item,
        item.containsKey("shard_id")
            ? List.of("shard_id", "sequence_number")
            : List.of("device_id", "timestamp"));
    assertThatTheVerdictIsGood();
  }

  private static void delete(String table, Map<String, AttributeValue> item, List<String> names) {
    Map<String, AttributeValue> key = new HashMap<>(item);
    key.keySet().retainAll(names);
    client.deleteItem(delete -> delete.tableName(table).key(key));
  }

  private static void assertThatItSays(RunSummary summary, String finding) {
    assertThat(summary.isClean()).as("%s", summary).isFalse();
    assertThat(summary.findings()).anyMatch(found -> found.startsWith(finding));
  }
}

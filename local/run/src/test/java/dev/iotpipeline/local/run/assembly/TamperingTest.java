package dev.iotpipeline.local.run.assembly;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import dev.iotpipeline.local.run.faults.FaultPlan;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Somebody changes one thing in a table behind the run's back: the verdict is no longer good, and
 * it names what was changed.
 */
class TamperingTest {

  private static final List<String> READING = List.of("device_id", "timestamp");
  private static final List<String> REJECTED = List.of("shard_id", "sequence_number");
  private static final List<String> NOTICE = List.of("digest", "entry");
  private static final List<String> WINDOW = List.of("window_day", "window");

  private static DynamoDbLocalProcess dynamoDb;

  /** Every anomalous reading is an alert. */
  private static DrivenPipeline run;

  /** People are told of breaches. */
  private static DrivenPipeline quiet;

  @BeforeAll
  static void run() throws IOException {
    dynamoDb = DynamoDbLocalProcess.start(0);
    run = run(0);
    quiet = run(10);
  }

  private static DrivenPipeline run(int coolDown) {
    return new DrivenPipeline(
            dynamoDb.uri(),
            PipelineSettings.load(
                Map.of("batch_size", 20, "notification_cooldown_in_seconds", coolDown)),
            FaultPlan.NONE)
        .publish(Fleets.hostile())
        .run();
  }

  @AfterAll
  static void end() {
    run.close();
    quiet.close();
    dynamoDb.close();
  }

  @Test
  void readings() {
    String table = tables(run).names().readings();
    Map<String, AttributeValue> item = first(tables(run).readings());

    new Tampering(run, table, READING, "altered: ").changeEveryAttribute(item);
    new Tampering(run, table, READING, "lost: ").remove(item);
    Tampering adding = new Tampering(run, table, READING, "added: nobody ");
    adding.add(item, "device_id", "nobody");
    adding.add(
        Tampering.with(item, "ingestion_timestamp", fromS("2001-01-01T00:00:00.000000000Z")),
        "device_id",
        "nobody");
  }

  @Test
  void quarantine() {
    String table = tables(run).names().rejected();
    Map<String, AttributeValue> item = first(tables(run).rejected());

    Tampering tampering = new Tampering(run, table, REJECTED, "wrongly quarantined: ");
    tampering.changeEveryAttribute(item);
    tampering.add(item, "sequence_number", "7");
    tampering.add(item, "shard_id", "x");
    new Tampering(run, table, REJECTED, "not quarantined: ").remove(item);
  }

  @Test
  void ledger() {
    for (DrivenPipeline each : List.of(run, quiet)) {
      Tampering tampering =
          new Tampering(each, tables(each).names().alerts(), READING, "wrong in ledger: ");
      Map<String, AttributeValue> row = first(tables(each).alerts());
      tampering.changeEveryAttribute(row);
      tampering.change(row, "counted_at", fromS("2999-01-01T00:00:00.000000000Z"));
      tampering.change(row, "claimed_by", fromS("somebody"));
      tampering.change(row, "claimed_until", fromS("2026-11-23T10:15:30.000000000Z"));
      tampering.remove(row);
      tampering.add(row, "device_id", "nobody");
    }
  }

  @Test
  void notices() {
    Tampering tampering =
        new Tampering(quiet, tables(quiet).names().notices(), NOTICE, "wrong notice: ");
    Map<String, AttributeValue> notice = notice(true);
    tampering.changeEveryAttribute(notice);
    tampering.change(notice, "notified_at", fromS("2999-01-01T00:00:00.000000000Z"));
    tampering.remove(notice);
    tampering.add(notice, "entry", "another");
    tampering.add(notice, "digest", "another");

    Map<String, AttributeValue> head = notice(false);
    tampering.changeEveryAttribute(head);
    tampering.change(head, "claimed_by", fromS("somebody"));
    tampering.remove(head);
    tampering.add(head, "digest", "another");
  }

  private static Map<String, AttributeValue> notice(boolean hasDevice) {
    return StreamSupport.stream(tables(quiet).notices().spliterator(), false)
        .filter(row -> row.containsKey("device_id") == hasDevice)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shadows() {
    for (DrivenPipeline each : List.of(run, quiet)) {
      Tampering tampering =
          new Tampering(
              each, tables(each).names().shadows(), List.of("device_id"), "wrong shadow: ");
      Map<String, AttributeValue> shadow = shadowWithABreach(each);
      tampering.changeEveryAttribute(shadow);
      tampering.remove(shadow);
      tampering.add(shadow, "device_id", "nobody");
    }
  }

  private static Map<String, AttributeValue> shadowWithABreach(DrivenPipeline of) {
    return StreamSupport.stream(tables(of).shadows().spliterator(), false)
        .filter(shadow -> !shadow.get("breaches").m().isEmpty())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void statisticsOfTheFleet() {
    Tampering tampering =
        new Tampering(run, tables(run).names().fleetStatistics(), WINDOW, "wrong in fleet: ");
    Map<String, AttributeValue> item = first(tables(run).fleetStatistics());
    tampering.changeEveryAttribute(item);
    tampering.remove(item);
    tampering.add(item, "window", "2026-11-23T10:15:30.000000000Z#another");
    tampering.add(item, "window_day", "2026-11-24");
  }

  private static PipelineTables tables(DrivenPipeline of) {
    return of.pipeline.tables();
  }

  private static Map<String, AttributeValue> first(Iterable<Map<String, AttributeValue>> items) {
    return items.iterator().next();
  }
}

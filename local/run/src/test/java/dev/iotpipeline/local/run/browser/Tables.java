package dev.iotpipeline.local.run.browser;

import dev.iotpipeline.aws.LocalAws;
import dev.iotpipeline.local.run.assembly.PipelineTables;
import java.math.BigInteger;
import java.net.URI;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What DynamoDB holds of a run, read past everything that the page reads with. */
final class Tables implements AutoCloseable {

  private final DynamoDbClient dynamoDb;
  private final PipelineTables.Names names;

  Tables(URI endpoint, PipelineTables.Names names) {
    this.dynamoDb = LocalAws.at(endpoint, DynamoDbClient.builder()).build();
    this.names = names;
  }

  List<Map<String, AttributeValue>> readings() {
    return items(names.readings());
  }

  /** The readings of one device, the oldest first. */
  List<Map<String, AttributeValue>> readings(String deviceId) {
    return readings().stream()
        .filter(item -> item.get("device_id").s().equals(deviceId))
        .sorted(Comparator.comparing(item -> item.get("timestamp").s()))
        .toList();
  }

  List<Map<String, AttributeValue>> rejected() {
    return items(names.rejected());
  }

  Map<String, AttributeValue> shadow(String deviceId) {
    return items(names.shadows()).stream()
        .filter(item -> item.get("device_id").s().equals(deviceId))
        .findFirst()
        .orElseThrow();
  }

  /** What is kept of the fleet's windows, the oldest first. */
  List<Map<String, AttributeValue>> fleet() {
    return items(names.fleetStatistics()).stream()
        .sorted(Comparator.comparing(item -> item.get("window_start").s()))
        .toList();
  }

  /** How each device is, in the letters of the page: by its shadow and by what came after. */
  Map<String, String> states() {
    Map<String, String> states = new TreeMap<>();
    Map<String, BigInteger> places = new HashMap<>();
    for (Map<String, AttributeValue> shadow : items(names.shadows())) {
      String device = shadow.get("device_id").s();
      places.put(device, place(shadow));
      states.put(device, state(shadow.get("breaches").m().keySet()));
    }
    for (Map<String, AttributeValue> item : rejected()) {
      String device = item.get("partition_key").s();
      if (places.containsKey(device) && place(item).compareTo(places.get(device)) > 0) {
        states.put(device, "x");
      }
    }
    return states;
  }

  private static BigInteger place(Map<String, AttributeValue> item) {
    return new BigInteger(item.get("sequence_number").s());
  }

  private static String state(Set<String> breaches) {
    if (breaches.contains("silent")) {
      return "s";
    }
    if (breaches.equals(Set.of("temperature_rising"))) {
      return "r";
    }
    return breaches.isEmpty() ? "o" : "b";
  }

  private List<Map<String, AttributeValue>> items(String table) {
    return dynamoDb
        .scanPaginator(scan -> scan.tableName(table).consistentRead(true))
        .items()
        .stream()
        .toList();
  }

  @Override
  public void close() {
    dynamoDb.close();
  }
}

package dev.iotpipeline.local.run.assembly;

import dev.iotpipeline.aws.LocalAws;
import dev.iotpipeline.aws.ResourceNames;
import dev.iotpipeline.fleet.FleetStatisticsTable;
import dev.iotpipeline.fleet.FleetWindow;
import dev.iotpipeline.local.run.faults.CallSite;
import dev.iotpipeline.local.run.verdict.Scorekeeper;
import dev.iotpipeline.local.run.verdict.TableContents;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The pipeline's tables in DynamoDB Local, created as Terraform creates them on AWS. */
public final class PipelineTables implements AutoCloseable {

  /**
   * What the tables are called.
   *
   * @param readings the table of readings
   * @param rejected the quarantine
   * @param alerts the alert ledger
   * @param shadows the devices' shadows
   * @param notices what people were told of breaches
   * @param thresholds the thresholds that differ from the fleet's
   * @param fleetStatistics what each time window says of the fleet
   */
  public record Names(
      String readings,
      String rejected,
      String alerts,
      String shadows,
      String notices,
      String thresholds,
      String fleetStatistics) {

    /** The default names in Terraform. */
    public static final Names DEFAULT =
        new Names(
            ResourceNames.READINGS_TABLE,
            ResourceNames.REJECTED_TABLE,
            ResourceNames.ALERTS_TABLE,
            ResourceNames.SHADOWS_TABLE,
            ResourceNames.NOTICES_TABLE,
            ResourceNames.THRESHOLDS_TABLE,
            ResourceNames.FLEET_STATISTICS_TABLE);

    /** The same names, each with a suffix, for more tables in one database. */
    public Names with(String suffix) {
      return new Names(
          readings + suffix,
          rejected + suffix,
          alerts + suffix,
          shadows + suffix,
          notices + suffix,
          thresholds + suffix,
          fleetStatistics + suffix);
    }

    CallSite.Tables atCallSites() {
      return new CallSite.Tables(rejected, notices, fleetStatistics);
    }

    private List<String> all() {
      return List.of(readings, rejected, alerts, shadows, notices, thresholds, fleetStatistics);
    }
  }

  private final Names names;
  private final DynamoDbClient client;

  /** For what this class does itself. It retries: the database may be slow, or restart. */
  private final DynamoDbClient own;

  /**
   * @param endpoint where DynamoDB Local answers
   * @param interceptors are told of each call of {@link #client()}
   */
  public PipelineTables(URI endpoint, Names names, ExecutionInterceptor... interceptors) {
    this.names = names;
    this.client = client(endpoint, AwsRetryStrategy.doNotRetry(), List.of(interceptors));
    this.own = client(endpoint, AwsRetryStrategy.standardRetryStrategy(), List.of());
  }

  private static DynamoDbClient client(
      URI endpoint, RetryStrategy retries, List<ExecutionInterceptor> interceptors) {
    return LocalAws.at(endpoint, DynamoDbClient.builder())
        .overrideConfiguration(o -> o.executionInterceptors(interceptors).retryStrategy(retries))
        .build();
  }

  /** The client for the functions. It does not retry, as on AWS: they do that themselves. */
  public DynamoDbClient client() {
    return client;
  }

  public Names names() {
    return names;
  }

  /** Creates the tables that an earlier run has not left in the folder of the database. */
  public void createIfMissing() {
    createIfMissing(table(names.readings, "device_id", "timestamp"));
    createIfMissing(table(names.rejected, "shard_id", "sequence_number"));
    createIfMissing(table(names.alerts, "device_id", "timestamp"));
    createIfMissing(table(names.notices, "digest", "entry"));
    createIfMissing(table(names.thresholds, "applies_to"));
    createIfMissing(table(names.fleetStatistics, "window_day", "window"));
    createShadows();
  }

  /** Anew for each run: a shadow tells of a place in a stream, and the stream begins anew too. */
  private void createShadows() {
    CreateTableRequest table =
        table(names.shadows, "device_id").toBuilder()
            .attributeDefinitions(text("device_id"), text("silence_slot"))
            .globalSecondaryIndexes(
                GlobalSecondaryIndex.builder()
                    .indexName(ResourceNames.SILENCE_INDEX)
                    .keySchema(key("silence_slot", KeyType.HASH))
                    .projection(keys -> keys.projectionType(ProjectionType.KEYS_ONLY))
                    .build())
            .build();
    if (!createIfMissing(table)) {
      own.deleteTable(delete -> delete.tableName(names.shadows));
      createIfMissing(table);
    }
  }

  private static CreateTableRequest table(String name, String... keys) {
    List<AttributeDefinition> attributes = new ArrayList<>();
    List<KeySchemaElement> schema = new ArrayList<>();
    for (String key : keys) {
      attributes.add(text(key));
      schema.add(key(key, schema.isEmpty() ? KeyType.HASH : KeyType.RANGE));
    }
    return CreateTableRequest.builder()
        .tableName(name)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(attributes)
        .keySchema(schema)
        .build();
  }

  /** Returns whether the table was missing. */
  private boolean createIfMissing(CreateTableRequest table) {
    try {
      own.createTable(table);
      return true;
    } catch (ResourceInUseException alreadyThere) {
      // --data has kept it. This class has created it, so that its key is the same.
      return false;
    }
  }

  private static AttributeDefinition text(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  /** All readings, a page at a time. */
  public Iterable<Map<String, AttributeValue>> readings() {
    return items(names.readings);
  }

  /** All records in quarantine, a page at a time. */
  public Iterable<Map<String, AttributeValue>> rejected() {
    return items(names.rejected);
  }

  /** All rows of the alert ledger, a page at a time. */
  public Iterable<Map<String, AttributeValue>> alerts() {
    return items(names.alerts);
  }

  /** All rows of the table of notices, a page at a time. */
  Iterable<Map<String, AttributeValue>> notices() {
    return items(names.notices);
  }

  /** All shadows, a page at a time. */
  Iterable<Map<String, AttributeValue>> shadows() {
    return items(names.shadows);
  }

  /** What is in the tables that a run with these settings uses, a page at a time. */
  TableContents contents(PipelineSettings settings) {
    return new TableContents(
        readings(),
        rejected(),
        settings.ledgerEnabled() ? alerts() : null,
        settings.shadowsEnabled() ? notices() : null,
        settings.shadowsEnabled() ? shadows() : null,
        settings.fleetStatisticsEnabled() ? fleetStatistics() : null);
  }

  /** All items of the fleet's statistics, a page at a time. */
  public Iterable<Map<String, AttributeValue>> fleetStatistics() {
    return items(names.fleetStatistics);
  }

  /** The fleet's statistics of the windows that begin in a time, merged over the shards. */
  public List<FleetWindow> fleetWindows(Instant from, Instant to) {
    return new FleetStatisticsTable(own, names.fleetStatistics).windows(from, to);
  }

  private Iterable<Map<String, AttributeValue>> items(String name) {
    return own.scanPaginator(scan -> scan.tableName(name).consistentRead(true)).items();
  }

  /**
   * Tells of what earlier runs have left here.
   *
   * @param settings which tables this run uses
   */
  void tellWhatIsThere(Scorekeeper scorekeeper, PipelineSettings settings) {
    readings().forEach(scorekeeper::storedEarlier);
    rejected().forEach(scorekeeper::quarantinedEarlier);
    if (settings.ledgerEnabled()) {
      alerts().forEach(scorekeeper::alertedEarlier);
    }
    if (settings.shadowsEnabled()) {
      notices().forEach(scorekeeper::noticedEarlier);
    }
    if (settings.fleetStatisticsEnabled()) {
      fleetStatistics().forEach(scorekeeper::fleetEarlier);
    }
  }

  /** Removes the tables and all that is in them. */
  public void delete() {
    for (String name : names.all()) {
      own.deleteTable(table -> table.tableName(name));
    }
  }

  @Override
  public void close() {
    client.close();
    own.close();
  }
}

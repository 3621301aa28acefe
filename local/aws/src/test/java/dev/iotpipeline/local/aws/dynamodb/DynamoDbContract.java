package dev.iotpipeline.local.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.iotpipeline.local.aws.contract.Clients;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** What a writer of items may expect of DynamoDB and of its stand-in. Each test has a new table. */
abstract class DynamoDbContract {

  private final String table = Clients.uniqueName();

  abstract DynamoDbClient dynamoDb();

  @BeforeEach
  void createTable() {
    dynamoDb().createTable(definition());
    dynamoDb().waiter().waitUntilTableExists(r -> r.tableName(table));
  }

  @AfterEach
  void deleteTable() {
    dynamoDb().deleteTable(r -> r.tableName(table));
  }

  @Test
  void aTableIsCreatedOnce() {
    assertThatExceptionOfType(ResourceInUseException.class)
        .isThrownBy(() -> dynamoDb().createTable(definition()));
  }

  @Test
  void aTableThatIsNotThere() {
    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(() -> dynamoDb().scan(r -> r.tableName(table + "-2")));
  }

  @Test
  void aBatchOf25ItemsIsWrittenAndReplacesWhatWasThere() {
    write(items(25, "1"));
    write(items(25, "2"));

    ScanResponse all = dynamoDb().scan(r -> r.tableName(table).consistentRead(true));

    assertThat(all.items()).hasSize(25).extracting(item -> item.get("value").n()).containsOnly("2");
  }

  @Test
  void aBatchOf26ItemsOrOfNoneIsRefused() {
    refused(items(26, "1"));
    refused(List.of());
    assertThat(count()).isZero();
  }

  @Test
  void aKeyTwiceInABatchIsRefused() {
    assertThat(refused(Collections.nCopies(2, put("a", "1", "1"))))
        .contains("Provided list of item keys contains duplicates");
    assertThat(count()).isZero();
  }

  @Test
  void oneBadItemRefusesTheWholeBatch() {
    refused(List.of(put("a", "1", "1"), put("", "1", "1")));
    assertThat(count()).isZero();
  }

  @Test
  void anItemHas400KilobytesAtMost() {
    WriteRequest large = put("a", "1", text("x".repeat(400 * 1024)));

    assertThat(refused(List.of(large))).contains("Item size");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.1",
        "-273.15",
        "12345678901234567890123456789012345678",
        "0.12345678901234567890123456789012345678",
        "9007199254740993"
      })
  void numbersAreExact(String number) {
    write(List.of(put("a", "1", number)));

    assertThat(item("a", "1").get("value").n()).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"123456789012345678901234567890123456789", "1e126", "1e-131", "many"})
  void numbersOfMoreThan38DigitsOrOutsideTheRangeAreRefused(String number) {
    refused(List.of(put("a", "1", number)));
  }

  @Test
  void anUpdateCreatesTheItemAndAnswersWithIt() {
    Map<String, AttributeValue> answer =
        dynamoDb()
            .updateItem(
                update("SET holder = :me, since = if_not_exists(since, :me)")
                    .conditionExpression("attribute_not_exists(holder) OR holder < :me")
                    .expressionAttributeValues(Map.of(":me", text("b")))
                    .returnValues(ReturnValue.ALL_NEW)
                    .build())
            .attributes();

    assertThat(answer)
        .isEqualTo(
            Map.of(
                "device", text("a"), "time", text("1"), "holder", text("b"), "since", text("b")));
    assertThat(item("a", "1")).isEqualTo(answer);
  }

  @Test
  void aConditionThatDoesNotHoldAnswersWithTheItemIfAsked() {
    own("b");

    assertThatExceptionOfType(ConditionalCheckFailedException.class)
        .isThrownBy(
            () ->
                dynamoDb()
                    .updateItem(
                        claim("a")
                            .returnValuesOnConditionCheckFailure(
                                ReturnValuesOnConditionCheckFailure.ALL_OLD)
                            .build()))
        .satisfies(e -> assertThat(e.item()).containsEntry("holder", text("b")));
    assertThatExceptionOfType(ConditionalCheckFailedException.class)
        .isThrownBy(() -> dynamoDb().updateItem(claim("a").build()))
        .satisfies(e -> assertThat(e.hasItem()).isFalse());
    assertThat(item("a", "1")).containsEntry("holder", text("b"));
  }

  @Test
  void attributesAreRemovedAndThoseThatAreMissingDoNotMatter() {
    own("b");

    dynamoDb().updateItem(update("REMOVE holder, nothing").build());

    assertThat(item("a", "1")).containsOnlyKeys("device", "time");
  }

  @Test
  void aQueryFindsOnePartitionInTheOrderOfItsSortKey() {
    write(List.of(put("a", "2", "1"), put("b", "1", "1"), put("a", "10", "1"), put("a", "1", "1")));

    List<Map<String, AttributeValue>> found =
        dynamoDb()
            .query(
                r ->
                    r.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("device = :device")
                        .expressionAttributeValues(Map.of(":device", text("a"))))
            .items();

    assertThat(found).extracting(item -> item.get("time").s()).containsExactly("1", "10", "2");
  }

  @Test
  void aScanGoesOnPageByPage() {
    write(items(7, "1"));

    ScanResponse first = dynamoDb().scan(r -> r.tableName(table).limit(3).consistentRead(true));

    assertThat(first.items()).hasSize(3);
    assertThat(first.lastEvaluatedKey()).containsOnlyKeys("device", "time");
    assertThat(
            dynamoDb().scanPaginator(r -> r.tableName(table).limit(3).consistentRead(true)).items())
        .hasSize(7)
        .doesNotHaveDuplicates();
  }

  @Test
  void anItemThatIsNotThereIsNoErrorToReadOrDelete() {
    assertThat(item("a", "1")).isEmpty();
    delete("a", "1");

    write(List.of(put("a", "1", "1")));
    delete("a", "1");

    assertThat(item("a", "1")).isEmpty();
  }

  private CreateTableRequest definition() {
    return CreateTableRequest.builder()
        .tableName(table)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(attribute("device"), attribute("time"))
        .keySchema(key("device", KeyType.HASH), key("time", KeyType.RANGE))
        .build();
  }

  private static AttributeDefinition attribute(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private void write(List<WriteRequest> items) {
    BatchWriteItemResponse answer =
        dynamoDb().batchWriteItem(r -> r.requestItems(Map.of(table, items)));
    assertThat(answer.unprocessedItems()).isEmpty();
  }

  /** Returns what the refusal says. */
  private String refused(List<WriteRequest> items) {
    DynamoDbException refusal = catchThrowableOfType(DynamoDbException.class, () -> write(items));
    assertThat(refusal.statusCode()).isEqualTo(400);
    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
    return refusal.awsErrorDetails().errorMessage();
  }

  private static List<WriteRequest> items(int count, String value) {
    return IntStream.range(0, count).mapToObj(i -> put("device-" + i, "1", value)).toList();
  }

  private static WriteRequest put(String device, String time, String number) {
    return put(device, time, AttributeValue.fromN(number));
  }

  private static WriteRequest put(String device, String time, AttributeValue value) {
    Map<String, AttributeValue> item =
        Map.of("device", text(device), "time", text(time), "value", value);
    return WriteRequest.builder().putRequest(p -> p.item(item)).build();
  }

  private void own(String holder) {
    dynamoDb().updateItem(claim(holder).build());
  }

  private UpdateItemRequest.Builder claim(String holder) {
    return update("SET holder = :me")
        .conditionExpression("attribute_not_exists(holder) OR holder < :me")
        .expressionAttributeValues(Map.of(":me", text(holder)));
  }

  private UpdateItemRequest.Builder update(String expression) {
    return UpdateItemRequest.builder()
        .tableName(table)
        .key(key("a", "1"))
        .updateExpression(expression);
  }

  private Map<String, AttributeValue> item(String device, String time) {
    return dynamoDb()
        .getItem(r -> r.tableName(table).key(key(device, time)).consistentRead(true))
        .item();
  }

  private void delete(String device, String time) {
    dynamoDb().deleteItem(r -> r.tableName(table).key(key(device, time)));
  }

  private int count() {
    return dynamoDb().scan(r -> r.tableName(table).consistentRead(true)).count();
  }

  private static Map<String, AttributeValue> key(String device, String time) {
    return Map.of("device", text(device), "time", text(time));
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }
}

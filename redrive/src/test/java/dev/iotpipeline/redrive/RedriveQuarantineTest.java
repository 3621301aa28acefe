package dev.iotpipeline.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.testing.AwsErrors;
import dev.iotpipeline.local.aws.testing.Fault;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;

final class RedriveQuarantineTest {

  private static final String SHARD = Shell.SHARD;

  private final Shell shell = new Shell();

  @AfterEach
  void close() {
    shell.close();
  }

  private Map<String, AttributeValue> item(String shard, String sequenceNumber, String payload) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("shard_id", AttributeValue.fromS(shard));
    item.put(
        "sequence_number",
        AttributeValue.fromS("0".repeat(56 - sequenceNumber.length()) + sequenceNumber));
    item.put("reason", AttributeValue.fromS("invalid_text"));
    item.put("field", AttributeValue.fromS("firmware_version"));
    item.put("detail", AttributeValue.fromS("firmware_version is odd"));
    item.put("payload", AttributeValue.fromB(SdkBytes.fromUtf8String(payload)));
    item.put("payload_bytes", AttributeValue.fromN("" + payload.length()));
    item.put("payload_cut", AttributeValue.fromBool(false));
    item.put("partition_key", AttributeValue.fromS("key-" + sequenceNumber));
    item.put("arrival_timestamp", AttributeValue.fromS("2026-11-23T10:00:00.000Z"));
    return item;
  }

  private void addCut(String sequenceNumber, String payload) {
    Map<String, AttributeValue> item = item(SHARD, sequenceNumber, payload.substring(0, 20));
    item.put("payload_cut", AttributeValue.fromBool(true));
    item.put("payload_bytes", AttributeValue.fromN("" + payload.length()));
    shell.table.add(item);
  }

  @Test
  void aDryRunSaysWhichRecordsWouldBeAcceptedNow() {
    shell.table.add(item(SHARD, "97", Shell.reading("door-1", 1)));
    shell.table.add(item(SHARD, "123", "{}"));

    assertThat(shell.run("quarantine")).isZero();

    assertThat(shell.out)
        .startsWith(
            SHARD
                + " 97  2026-11-23T10:00:00.000Z  invalid_text of firmware_version:"
                + " firmware_version is odd: would be accepted now\n")
        .contains(": still rejected: ", "2 records listed, 1 of which cannot be put back.");
    assertThat(shell.journal).isEmpty();
    assertThat(shell.table.size()).isEqualTo(2);
  }

  @Test
  void theSameReasonIsNotGivenTwice() {
    Map<String, AttributeValue> item = item(SHARD, "97", "{}");
    item.put("detail", AttributeValue.fromS("device_id is missing or null"));
    shell.table.add(item);

    assertThat(shell.run("quarantine")).isZero();

    assertThat(shell.out)
        .endsWith(
            ": device_id is missing or null: still rejected\n"
                + "1 record listed, which cannot be put back. Nothing was changed.\n");
  }

  @Test
  void ofRecordsThatAllStayNothingIsSaidOfSend() {
    shell.table.add(item(SHARD, "97", "{}"));
    shell.table.add(item(SHARD, "98", "[]"));

    assertThat(shell.run("quarantine")).isZero();

    assertThat(shell.out)
        .endsWith("2 records listed, none of which can be put back. Nothing was changed.\n");
  }

  @Test
  void sendingPutsBackWhatIsAcceptedAndDeletesItAfterwards() {
    shell.table.add(item(SHARD, "97", Shell.reading("door-1", 1)));
    shell.table.add(item(SHARD, "98", "{}"));
    shell.table.add(item("shardId-000000000001", "99", Shell.reading("door-1", 2)));

    assertThat(shell.run("quarantine --send")).isEqualTo(1);

    assertThat(shell.journal).containsExactly("put", "delete item", "put", "delete item");
    assertThat(shell.putData())
        .containsExactly(Shell.reading("door-1", 1), Shell.reading("door-1", 2));
    assertThat(shell.put)
        .extracting(PutRecordRequest::partitionKey)
        .containsExactly("key-97", "key-99");
    assertThat(shell.table.size()).isEqualTo(1);
    assertThat(shell.err).contains(" 98 ", "still rejected: ").hasLineCount(1);
    assertThat(shell.out).endsWith("2 of 3 records put back.\n");
  }

  @Test
  void oneShardOrOneRecord() {
    shell.table.add(item(SHARD, "97", Shell.reading("door-1", 1)));
    shell.table.add(item(SHARD, "98", Shell.reading("door-1", 2)));
    shell.table.add(item("shardId-000000000001", "99", Shell.reading("door-1", 3)));

    assertThat(shell.run("quarantine --shard " + SHARD)).isZero();
    assertThat(shell.out).contains("2 records listed");
    assertThat(shell.run("quarantine --send --shard " + SHARD + " --sequence-number 98")).isZero();

    assertThat(shell.putData()).containsExactly(Shell.reading("door-1", 2));
    assertThat(shell.run("quarantine --shard " + SHARD + " --sequence-number 98")).isZero();
    assertThat(shell.out).isEqualTo("No records found.\n");
  }

  @Test
  void anItemThatIsNotDeletedIsSentAgain() {
    shell.table.add(item(SHARD, "97", Shell.reading("door-1", 1)));
    shell.dynamoDb.next(1, DeleteItemRequest.class, Fault.error(AwsErrors::dynamoDbServerError));

    assertThat(shell.run("quarantine --send")).isEqualTo(1);
    assertThat(shell.run("quarantine --send")).isZero();

    assertThat(shell.put).hasSize(2);
    assertThat(shell.table.size()).isZero();
  }

  @Test
  void aRecordOfWhichTheItemHasOnlyAPartComesFromTheStream() {
    String place = shell.produce("key", Shell.reading("door-1", 1));
    addCut(place, Shell.reading("door-1", 1));

    assertThat(shell.run("quarantine")).isZero();
    assertThat(shell.out).contains("would be accepted now");
    assertThat(shell.run("quarantine --send")).isZero();

    assertThat(shell.putData()).containsExactly(Shell.reading("door-1", 1));
    assertThat(shell.table.size()).isZero();
  }

  @Test
  void aRecordThatIsNowhereWholeStays() {
    String place = shell.produce("key", Shell.reading("door-1", 1));
    String next = shell.produce("key", Shell.reading("door-1", 2));
    shell.forgetBefore(next);
    addCut(place, Shell.reading("door-1", 1));

    assertThat(shell.run("quarantine --send")).isEqualTo(1);

    assertThat(shell.err).contains("only the beginning of the record, and no record of it is in");
    assertThat(shell.put).isEmpty();
    assertThat(shell.table.size()).isEqualTo(1);
  }

  @Test
  void anItemThatHasExpiredIsNotListed() {
    Map<String, AttributeValue> item = item(SHARD, "97", Shell.reading("door-1", 1));
    long expiry = shell.clock.instant().getEpochSecond() + 60;
    item.put("expires_at", AttributeValue.fromN(Long.toString(expiry)));
    shell.table.add(item);

    assertThat(shell.run("quarantine")).isZero();
    assertThat(shell.out).contains("1 record listed");
    shell.clock.advance(Duration.ofSeconds(60));
    assertThat(shell.run("quarantine")).isZero();

    assertThat(shell.out).isEqualTo("No records found.\n");
  }

  @Test
  void ctrlCFinishesTheCurrentRecord() {
    shell.table.add(item(SHARD, "97", Shell.reading("door-1", 1)));
    shell.table.add(item(SHARD, "98", Shell.reading("door-1", 2)));
    shell.kinesis.next(1, PutRecordRequest.class, Shell.then(shell::interrupt));

    assertThat(shell.run("quarantine --send")).isEqualTo(1);

    assertThat(shell.journal).containsExactly("put", "delete item");
  }

  @Test
  void anItemWhoseKeyIsNoNumberIsListedToo() {
    Map<String, AttributeValue> item = item(SHARD, "97", Shell.reading("door-1", 1));
    item.put("sequence_number", AttributeValue.fromS("no number"));
    item.put("payload_cut", AttributeValue.fromBool(true));
    shell.table.add(item);

    assertThat(shell.run("quarantine")).isZero();

    assertThat(shell.out)
        .startsWith(SHARD + " no number  2026-11-23T10:00:00.000Z  ")
        .contains("and the key of the item is no sequence number\n");
  }

  @Test
  void aTableThatDoesNotExistIsOneLine() {
    assertThat(shell.run("quarantine --table nothing")).isEqualTo(2);

    assertThat(shell.err).startsWith("redrive: what was named does not exist").hasLineCount(1);
  }
}

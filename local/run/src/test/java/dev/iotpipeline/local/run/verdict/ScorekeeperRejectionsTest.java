package dev.iotpipeline.local.run.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.kinesis.StreamRecord;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import dev.iotpipeline.telemetry.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ScorekeeperRejectionsTest extends ScoredRun {

  private final StreamRecord one = record("1", utf8("not a reading"));
  private final StreamRecord two = record("2", utf8("{}"));

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aRejectedRecordInQuarantineIsCountedAndOneThatIsMissingThereIsCalledThat() {
    scorekeeper.accepted(one);
    scorekeeper.accepted(two);
    quarantine.add(rejected(one));

    assertThat(summary().published()).isEqualTo(2);
    assertThat(summary().rejected()).isEqualTo(1);
    assertThat(summary().notQuarantined()).isEqualTo(1);
    assertThat(summary().lost()).isZero();
    assertThat(summary().findings())
        .containsExactly("not quarantined: sequence number 2 (missing_field)");
    assertThat(summary().isClean()).isFalse();
  }

  static Stream<Arguments> alterations() {
    return Stream.of(
        Arguments.of("shard_id", AttributeValue.fromS("shardId-000000000001")),
        Arguments.of("reason", AttributeValue.fromS("wrong_type")),
        Arguments.of("field", AttributeValue.fromS("x")),
        Arguments.of("detail", AttributeValue.fromS("x")),
        Arguments.of("partition_key", AttributeValue.fromS("x")),
        Arguments.of("payload", AttributeValue.fromB(SdkBytes.fromUtf8String("not a readinG"))),
        Arguments.of("payload_bytes", AttributeValue.fromN("12")),
        Arguments.of("payload_cut", AttributeValue.fromBool(true)),
        Arguments.of("arrival_timestamp", AttributeValue.fromS("2999-01-01T00:00:00.000000000Z")),
        Arguments.of("note", AttributeValue.fromS("x")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void alterations(String attribute, AttributeValue value) {
    scorekeeper.accepted(one);
    Map<String, AttributeValue> row = rejected(one);
    row.put(attribute, value);
    quarantine.add(row);

    assertThat(summary().wronglyRejected()).isEqualTo(1);
    assertThat(summary().rejected()).isZero();
    assertThat(summary().isClean()).isFalse();
    assertThat(summary().findings())
        .singleElement()
        .asString()
        .startsWith("wrongly quarantined: sequence number 1: " + attribute + " is ");
  }

  @Test
  void aRowWithoutOneOfItsAttributesIsWrong() {
    scorekeeper.accepted(one);
    Map<String, AttributeValue> row = rejected(one);
    row.remove("payload");
    quarantine.add(row);

    assertThat(summary().findings())
        .containsExactly("wrongly quarantined: sequence number 1: payload is missing");
  }

  @Test
  void aLargePayloadIsCutAndEachOfItsBytesCompared() {
    byte[] payload = utf8("x".repeat(400 * 1024));
    scorekeeper.accepted(record("1", payload));
    Map<String, AttributeValue> row = rejected(record("1", payload));
    row.put("payload_cut", AttributeValue.fromBool(true));
    row.put("payload", AttributeValue.fromB(SdkBytes.fromUtf8String("x".repeat(396 * 1024))));
    quarantine.add(row);

    assertThat(summary().isClean()).as("%s", summary().findings()).isTrue();
  }

  @Test
  void theSameRecordUnderAnotherShardAsWellIsWrong() {
    scorekeeper.accepted(one);
    Map<String, AttributeValue> copy = rejected(one);
    copy.put("shard_id", AttributeValue.fromS("shardId-000000000001"));
    quarantine.add(copy);
    quarantine.add(rejected(one));

    assertThat(summary().wronglyRejected()).isEqualTo(1);
  }

  @Test
  void aRejectedRecordInQuarantineForAnotherReasonThanItsProducersIsWronglyRejected() {
    scorekeeper.accepted(one);
    scorekeeper.rejectedFor(Rejection.Reason.WRONG_TYPE, "1");
    quarantine.add(rejected(one));

    assertThat(summary().wronglyRejected()).isEqualTo(1);
    assertThat(summary().isClean()).isFalse();
  }

  @Test
  void aReadingInQuarantineIsWronglyRejectedAndThatOfAnEarlierRunIsNoneOfOurs() {
    publish(reading("sensor-1", "23.50", "50"));
    table.add(item("sensor-1", "23.5", "50"));
    scorekeeper.quarantinedEarlier(rejected(record("0", utf8("not a reading"))));
    quarantine.add(rejected(record("0", utf8("not a reading"))));
    assertThat(summary().isClean()).isTrue();

    quarantine.add(rejected(one));
    assertThat(summary().wronglyRejected()).isEqualTo(1);
    assertThat(summary().isClean()).isFalse();
  }

  @Test
  void whatAnEarlierRunHasLeftInQuarantineStaysAsItIs() {
    scorekeeper.quarantinedEarlier(rejected(one));
    scorekeeper.quarantinedEarlier(rejected(two));
    Map<String, AttributeValue> changed = rejected(two);
    changed.put("payload", AttributeValue.fromB(SdkBytes.fromUtf8String("[]")));
    quarantine.add(changed);

    assertThat(summary().earlierChanged()).isEqualTo(2);
    assertThat(summary().isClean()).isFalse();
  }

  @Test
  void aRejectedRecordThatWasGivenUpAndPutBackIsInQuarantineUnderItsNewPlace() {
    byte[] payload = utf8("not a reading");
    scorekeeper.accepted(one);
    scorekeeper.givenUp(one);
    scorekeeper.accepted(record("2", payload));
    assertThat(summary().notQuarantined()).isEqualTo(2);

    quarantine.add(rejected(record("2", payload)));

    assertThat(summary().rejected()).isEqualTo(2);
    assertThat(summary().isClean()).isTrue();
  }

  @Test
  void withoutAQuarantineARejectedRecordIsCountedOnceItWasGivenUp() {
    protectedRun = false;
    scorekeeper.accepted(one);
    assertThat(summary().notQuarantined()).isEqualTo(1);

    scorekeeper.givenUp(one);

    assertThat(summary().rejected()).isEqualTo(1);
    assertThat(summary().isClean()).isTrue();
  }

  @Test
  void aReadingThatWasGivenUpIsLostWithoutAQuarantineToo() {
    protectedRun = false;
    Reading reading = reading("sensor-1", "23.50", "50");
    publish(reading);
    scorekeeper.givenUp(record("1", ReadingJson.write(reading)));

    assertThat(summary().rejected()).isZero();
    assertThat(summary().lost()).isEqualTo(1);
  }
}

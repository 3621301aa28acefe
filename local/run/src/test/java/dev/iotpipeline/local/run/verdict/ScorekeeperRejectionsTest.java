package dev.iotpipeline.local.run.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import dev.iotpipeline.telemetry.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ScorekeeperRejectionsTest extends ScoredRun {

  @Test
  void aRejectedRecordInQuarantineForTheRightReasonIsCountedAndElsewhereLost() {
    scorekeeper.accepted(record("1", "not a reading".getBytes(StandardCharsets.UTF_8)));
    scorekeeper.accepted(record("2", "{}".getBytes(StandardCharsets.UTF_8)));
    quarantine.add(rejected("1", "malformed_json"));

    assertThat(summary().published()).isEqualTo(2);
    assertThat(summary().rejected()).isEqualTo(1);
    assertThat(summary().wronglyRejected()).isZero();
    assertThat(summary().lost()).isEqualTo(1);
  }

  @Test
  void aRejectedRecordInQuarantineForAnotherReasonThanItsProducersIsWronglyRejected() {
    scorekeeper.accepted(record("1", "not a reading".getBytes(StandardCharsets.UTF_8)));
    scorekeeper.rejectedFor(Rejection.Reason.WRONG_TYPE, "1");
    quarantine.add(rejected("1", "malformed_json"));

    assertThat(summary().wronglyRejected()).isEqualTo(1);
    assertThat(summary().isClean()).isFalse();
  }

  @Test
  void aReadingInQuarantineIsWronglyRejectedAndThatOfAnEarlierRunIsNoneOfOurs() {
    publish(reading("sensor-1", "23.50", "50"));
    table.add(item("sensor-1", "23.5", "50"));
    Map<String, AttributeValue> earlier = rejected("0", "malformed_json");
    earlier.put("arrival_timestamp", AttributeValue.fromS("2026-11-22T00:00:00.000000000Z"));
    quarantine.add(earlier);
    assertThat(summary().isClean()).isTrue();

    quarantine.add(rejected("1", "malformed_json"));
    assertThat(summary().wronglyRejected()).isEqualTo(1);
    assertThat(summary().isClean()).isFalse();
  }

  @Test
  void aRejectedRecordThatWasGivenUpAndPutBackIsInQuarantineUnderItsNewPlace() {
    byte[] payload = "not a reading".getBytes(StandardCharsets.UTF_8);
    scorekeeper.accepted(record("1", payload));
    scorekeeper.givenUp(record("1", payload));
    scorekeeper.accepted(record("2", payload));
    assertThat(summary().lost()).isEqualTo(2);

    Map<String, AttributeValue> putBack = rejected("2", "malformed_json");
    putBack.put("payload", AttributeValue.fromB(SdkBytes.fromByteArray(payload)));
    quarantine.add(putBack);

    assertThat(summary().rejected()).isEqualTo(2);
    assertThat(summary().isClean()).isTrue();
  }

  @Test
  void withoutAQuarantineARejectedRecordIsCountedOnceItWasGivenUp() {
    protectedRun = false;
    byte[] payload = "not a reading".getBytes(StandardCharsets.UTF_8);
    scorekeeper.accepted(record("1", payload));
    assertThat(summary().lost()).isEqualTo(1);

    scorekeeper.givenUp(record("1", payload));

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

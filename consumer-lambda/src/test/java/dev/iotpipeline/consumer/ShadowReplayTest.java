package dev.iotpipeline.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import dev.iotpipeline.aws.SequenceNumbers;
import dev.iotpipeline.local.aws.testing.AwsErrors;
import dev.iotpipeline.local.aws.testing.DynamoDbTables;
import dev.iotpipeline.local.aws.testing.Fault;
import dev.iotpipeline.telemetry.AlertRequest;
import dev.iotpipeline.telemetry.Anomaly;
import dev.iotpipeline.telemetry.AnomalyDetector;
import dev.iotpipeline.telemetry.Notice;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import dev.iotpipeline.telemetry.Thresholds;
import dev.iotpipeline.telemetry.shadow.Judge;
import dev.iotpipeline.telemetry.shadow.Judgement;
import dev.iotpipeline.telemetry.shadow.LifeCycle;
import dev.iotpipeline.telemetry.shadow.Place;
import dev.iotpipeline.telemetry.shadow.Shadow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;

/**
 * Random rows of records, cut into random batches, with crashes, lost answers and batches that come
 * again: the anomalies and notices are those of one undisturbed judgement, record by record.
 */
@ExtendWith(DynamoDbTables.Shared.class)
class ShadowReplayTest {

  private static final int RECORDS = 60;
  private static final List<String> DEVICES = List.of("site-1/a", "site-1/b", "c");

  private final DynamoDbTables tables;

  ShadowReplayTest(DynamoDbTables tables) {
    this.tables = tables;
  }

  /** What people hear of one reading. */
  private record Said(Reading reading, Set<Anomaly> anomalies, Set<Notice> notices) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void whateverGoesWrongTheSameIsSaidAsWithoutIt(long seed) {
    Random random = new Random(seed);
    LifeCycle lifeCycle =
        seed % 2 == 0
            ? LifeCycle.OFF
            : new LifeCycle(Duration.ofSeconds(10), new BigDecimal("0.5"), 1 + (int) (seed % 3));
    List<KinesisEventRecord> records = records(random);
    ShadowedConsumer consumer = new ShadowedConsumer(tables, lifeCycle);

    int checkpoint = 0;
    while (checkpoint < records.size()) {
      int end = Math.min(records.size(), checkpoint + random.nextInt(1, 20));
      checkpoint = deliver(consumer, records.subList(checkpoint, end), random, checkpoint);
    }

    Map<String, Shadow> shadows = new HashMap<>();
    assertThat(said(consumer.alerts.requests())).isEqualTo(expected(records, lifeCycle, shadows));
    ShadowItem items = new ShadowItem(new SilenceSlots(ShadowedConsumer.SILENCE));
    consumer
        .tables
        .shadowItems()
        .forEach((device, item) -> assertThat(items.shadow(item)).isEqualTo(shadows.get(device)));
  }

  /** As Lambda does it: returns where the next batch starts. */
  private static int deliver(
      ShadowedConsumer consumer, List<KinesisEventRecord> batch, Random random, int checkpoint) {
    disturb(consumer, random);
    try {
      List<String> failed = consumer.handle(batch);
      boolean comesAgain = random.nextInt(6) == 0;
      if (!failed.isEmpty() || comesAgain) {
        String lowest =
            failed.isEmpty() ? "" : failed.stream().min(String::compareTo).orElseThrow();
        int first = 0;
        while (!lowest.isEmpty() && !number(batch.get(first)).equals(lowest)) {
          first++;
        }
        return checkpoint + first;
      }
      return checkpoint + batch.size();
    } catch (AssertionError killed) {
      return checkpoint;
    } finally {
      consumer.table.clear();
      consumer.lambda.clear();
      if (random.nextInt(3) == 0) {
        consumer.restart();
      }
    }
  }

  private static String number(KinesisEventRecord record) {
    return record.getKinesis().getSequenceNumber();
  }

  private static final List<Class<? extends SdkRequest>> CALLS =
      List.of(
          BatchWriteItemRequest.class,
          BatchGetItemRequest.class,
          BatchExecuteStatementRequest.class,
          InvokeRequest.class);

  /** One fault at one of the calls, in two of three batches. */
  private static void disturb(ShadowedConsumer consumer, Random random) {
    if (random.nextInt(3) == 0) {
      return;
    }
    Class<? extends SdkRequest> call = CALLS.get(random.nextInt(CALLS.size()));
    fault(consumer, call, random.nextInt(5));
  }

  private static <R extends SdkRequest> void fault(
      ShadowedConsumer consumer, Class<R> call, int kind) {
    Fault<R> fault =
        switch (kind) {
          case 0, 1 ->
              (request, service) -> {
                throw new AssertionError("killed before");
              };
          case 2 ->
              (request, service) -> {
                service.with(request);
                throw new AssertionError("killed after");
              };
          case 3 -> Fault.answerLost(AwsErrors::timeout);
          default -> Fault.error(AwsErrors::connectionReset);
        };
    int times = kind == 4 ? 1_000 : 1;
    if (call == InvokeRequest.class) {
      consumer.lambda.next(times, call, fault);
    } else {
      consumer.table.next(times, call, fault);
    }
  }

  /** Some are late; temperatures cross the threshold and rise fast. */
  private static List<KinesisEventRecord> records(Random random) {
    List<KinesisEventRecord> records = new ArrayList<>();
    Instant now = ShadowedConsumer.START;
    for (int i = 0; i < RECORDS; i++) {
      now = now.plusMillis(random.nextInt(200, 4_000));
      Instant measured = random.nextInt(6) == 0 ? now.minusMillis(random.nextInt(1, 100_000)) : now;
      // Each instant once: of two anomalous readings with one key only the first of a batch is
      // sent.
      records.add(
          ShadowedConsumer.record(
              i,
              DEVICES.get(random.nextInt(DEVICES.size())),
              measured,
              now,
              Integer.toString(random.nextInt(38, 49))));
    }
    return records;
  }

  private static Set<Said> expected(
      List<KinesisEventRecord> records, LifeCycle lifeCycle, Map<String, Shadow> shadows) {
    Judge judge = new Judge(device -> Thresholds.DEFAULT, lifeCycle);
    Set<Said> expected = new HashSet<>();
    for (KinesisEventRecord record : records) {
      Reading reading = ReadingJson.parse(ShadowedConsumer.data(record));
      Judgement judgement =
          judge.judge(
              shadows.get(reading.deviceId()),
              reading,
              new Place(Events.SHARD, SequenceNumbers.padded(number(record))),
              record.getKinesis().getApproximateArrivalTimestamp().toInstant());
      shadows.put(reading.deviceId(), judgement.shadow());
      if (!judgement.anomalies().isEmpty() || !judgement.notices().isEmpty()) {
        expected.add(
            new Said(reading, Set.copyOf(judgement.anomalies()), Set.copyOf(judgement.notices())));
      }
    }
    return expected;
  }

  private static Set<Said> said(List<AlertRequest> requests) {
    Set<Said> said = new HashSet<>();
    for (AlertRequest request : requests) {
      AlertRequest.Notices notices = request.context().notices();
      said.add(
          new Said(
              request.reading(),
              Set.copyOf(AnomalyDetector.detect(request.reading(), request.context().grounds())),
              notices == null ? Set.of() : Set.copyOf(notices.notices())));
    }
    return said;
  }
}

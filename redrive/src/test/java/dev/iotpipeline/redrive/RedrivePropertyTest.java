package dev.iotpipeline.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.testing.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.sqs.model.SqsRequest;

/**
 * Whatever happens to runs, and however many begin while one is at work: every given-up record is
 * put back, in the order of its shard, and only what a run that broke off had put back comes twice.
 */
final class RedrivePropertyTest {

  private static final int LARGEST_BATCH = 6;
  private static final int MOST_RUNS = 60;

  /** The records of each shard's key that are in batches, in stream order. */
  private final Map<String, List<String>> givenUp = new TreeMap<>();

  private int breaks;
  private boolean isNested;

  static LongStream seeds() {
    return LongStream.range(0, 12);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void slowRunsAtOnceAndAClockThatGoesBackDoubleNothing(long seed) {
    Random random = new Random(seed);
    try (Shell shell = new Shell(2)) {
      giveUp(shell, random);
      shell.kinesis.always(
          PutRecordRequest.class, any -> true, Shell.then(() -> slowly(shell, random)));

      assertThat(shell.run("batches --send")).isZero();

      assertThat(putBack(shell)).isEqualTo(givenUp);
      assertThat(shell.batches.size()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void runsThatBreakOffLoseNothingAndDoubleOnlyWhatTheyHadBegun(long seed) {
    Random random = new Random(seed);
    try (Shell shell = new Shell(2)) {
      giveUp(shell, random);
      int runs = 0;
      while (shell.batches.size() > 0) {
        assertThat(++runs).as("runs").isLessThan(MOST_RUNS);
        breakOff(shell, random);
        shell.run("batches --send");
        shell.kinesis.clear();
        shell.sqs.clear();
        // Longer than the messages of a run that died are hidden.
        shell.clock.advance(Duration.ofMinutes(7));
      }

      int records = givenUp.values().stream().mapToInt(List::size).sum();
      assertThat(shell.put).hasSizeBetween(records, records + breaks * LARGEST_BATCH);
      assertThat(lastPutBack(shell)).isEqualTo(givenUp);
    }
  }

  private void slowly(Shell shell, Random random) {
    shell.clock.advance(Duration.ofSeconds(random.nextInt(160)));
    if (random.nextInt(20) == 0) {
      shell.operatorsClock.jump(Duration.ofSeconds(-random.nextInt(7_200)));
    }
    if (!isNested && random.nextInt(3) == 0) {
      isNested = true;
      shell.run("batches --send");
      isNested = false;
    }
  }

  /** After some records of the next run. */
  private void breakOff(Shell shell, Random random) {
    int after = random.nextInt(2 * LARGEST_BATCH);
    if (after > 0) {
      shell.kinesis.next(after, PutRecordRequest.class, Fault.none());
    }
    List<Fault<PutRecordRequest>> faults =
        List.of(
            Fault.error(() -> Shell.failure(400, "ValidationException")),
            Fault.answerLost(() -> Shell.failure(400, "ValidationException")),
            Shell.then(shell::interrupt),
            Shell.then(() -> shell.operatorsClock.jump(Duration.ofHours(1))),
            Shell.then(() -> sleepWhileAnotherWorks(shell)),
            Shell.then(() -> die(shell)));
    Fault<PutRecordRequest> fault = faults.get(random.nextInt(faults.size()));
    shell.kinesis.next(
        1,
        PutRecordRequest.class,
        (request, call) -> {
          breaks++;
          return fault.answer(request, call);
        });
  }

  private static void sleepWhileAnotherWorks(Shell shell) {
    shell.clock.advance(Duration.ofHours(1));
    shell.run("batches --send --limit 2");
  }

  private static void die(Shell shell) {
    shell.sqs.always(
        SqsRequest.class, any -> true, Fault.error(() -> new IllegalStateException("dead")));
    throw new IllegalStateException("dead");
  }

  /**
   * Batches of consecutive records of two shards, with others between them; messages in no order.
   */
  private void giveUp(Shell shell, Random random) {
    List<List<String>> batches = new ArrayList<>();
    for (int shard = 0; shard < 2; shard++) {
      String key = GivenUpBatch.keyOf(shard);
      List<String> names = givenUp.computeIfAbsent(key, first -> new ArrayList<>());
      int next = 0;
      for (int batch = random.nextInt(4); batch >= 0; batch--) {
        next += GivenUpBatch.produce(shell, key, next, random.nextInt(3)).size();
        List<String> places =
            GivenUpBatch.produce(shell, key, next, 1 + random.nextInt(LARGEST_BATCH));
        names.addAll(GivenUpBatch.names(key, next, places.size()));
        next += places.size();
        batches.add(places);
      }
    }
    Collections.shuffle(batches, random);
    batches.forEach(places -> GivenUpBatch.addNotice(shell, places));
  }

  private static Map<String, List<String>> putBack(Shell shell) {
    Map<String, List<String>> data = new TreeMap<>();
    shell.put.forEach(
        request ->
            data.computeIfAbsent(request.partitionKey(), first -> new ArrayList<>())
                .add(request.data().asUtf8String()));
    return data;
  }

  /** Each record at the place where it was put back last: that is the one that stays. */
  private static Map<String, List<String>> lastPutBack(Shell shell) {
    Map<String, List<String>> last = new HashMap<>();
    putBack(shell)
        .forEach(
            (key, data) -> {
              Set<String> names = new LinkedHashSet<>();
              for (String each : data) {
                names.remove(each);
                names.add(each);
              }
              last.put(key, List.copyOf(names));
            });
    return last;
  }
}

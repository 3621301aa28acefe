package dev.iotpipeline.local.aws.lambda.mapping;

import static dev.iotpipeline.local.aws.lambda.mapping.Answer.fails;
import static dev.iotpipeline.local.aws.lambda.mapping.Answer.succeeds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.kinesis.LocalShard;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds where several batches of a shard are under way at once, and what the shard keeps. */
class ShardLanesTest {

  private static String keyOfLane(int lane, int lanes) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> "sensor-" + i)
        .filter(key -> ShardLane.laneOf(key, lanes) == lane)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aKeyHasOneLaneAndManyKeysUseAllLanes() {
    List<Integer> lanes =
        IntStream.range(0, 200).mapToObj(i -> ShardLane.laneOf("sensor-" + i, 10)).toList();
    assertThat(lanes).contains(0, 1, 2, 3, 4, 5, 6, 7, 8, 9).allMatch(lane -> lane < 10);
    assertThat(ShardLane.laneOf("sensor-7", 10)).isEqualTo(ShardLane.laneOf("sensor-7", 10));
  }

  @Test
  void eachLaneMakesItsOwnBatches() {
    MappingRun run = new MappingRun(new Settings().lanes(2));
    for (int i = 0; i < 3; i++) {
      run.put(keyOfLane(0, 2));
      run.put(keyOfLane(1, 2));
    }
    run.runNow();
    assertThat(run.calls()).containsExactlyInAnyOrder("1 3 5", "2 4 6");
  }

  @Test
  void aFailingKeyDoesNotHoldUpOtherLanes() {
    MappingRun run = new MappingRun(new Settings().lanes(2).retries(-1));
    run.function.otherwise(batch -> (batch.get(0).number() == 1 ? fails() : succeeds()).to(batch));
    run.put(keyOfLane(0, 2));
    run.put(keyOfLane(1, 2));
    run.runNow();
    run.put(keyOfLane(0, 2));
    run.put(keyOfLane(1, 2));
    run.runNow();
    assertThat(run.calls()).containsExactlyInAnyOrder("1", "2", "4");
    assertThat(run.mapping.isIdle()).isFalse();
  }

  @Test
  void aMappingIsIdleOnceEverythingIsHandledOrDiscarded() {
    MappingRun run = new MappingRun(new Settings().retries(1));
    assertThat(run.mapping.isIdle()).isTrue();
    run.function.script(fails(), fails());
    run.put(3);
    run.runNow();
    assertThat(run.mapping.isIdle()).isFalse();
    run.runToTheEnd();
    assertThat(run.discarded()).containsExactly("1..3");
    assertThat(run.mapping.isIdle()).isTrue();
  }

  @Test
  void aMappingIsNotIdleWhileAWindowIsOpen() {
    MappingRun run = new MappingRun(new Settings().window(5));
    run.put(3);
    run.runNow();
    assertThat(run.mapping.isIdle()).isFalse();
  }

  @Test
  void aShardKeepsWhatOneOfItsLanesHasNotDone() {
    MappingRun run = new MappingRun(new Settings().lanes(2).retries(-1));
    LocalShard shard = run.stream.shards().get(0);
    run.function.otherwise(batch -> (batch.get(0).number() == 1 ? fails() : succeeds()).to(batch));
    run.put(ShardLane.laneOf("sensor-001", 2) == 0 ? keyOfLane(1, 2) : keyOfLane(0, 2));
    for (int i = 0; i < 30; i++) {
      run.putLarge(1_000_000);
      run.runNow();
    }
    assertThat(shard.oldest()).isZero();

    run.function.otherwise(succeeds());
    run.runToTheEnd();
    run.putLarge(1_000_000);
    assertThat(shard.oldest()).isPositive();
  }
}

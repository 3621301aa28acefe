package dev.iotpipeline.local.aws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.aws.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.stream.LongStream;
import org.assertj.core.data.Index;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a shard keeps, in memory and on the disk. */
class LocalShardRetentionTest {

  private final FakeClock clock = new FakeClock();
  @TempDir private Path folder;
  private LocalShard shard;

  @BeforeEach
  void open() {
    shard = new LocalShard(2, clock, folder);
  }

  @Test
  void whatIsNotReleasedIsNeverForgotten() {
    fill(40);

    assertThat(shard.oldest()).isZero();
    assertThat(shard.read(0, 1000)).hasSize(40);
  }

  @Test
  void whatAReaderHasLeftFarBehindNeedsNoMemoryAndIsReadAsItCame() {
    LocalShard.Hold hold = shard.hold(0);
    for (int i = 0; i < 100; i++) {
      clock.advance(Duration.ofSeconds(1));
      byte[] data = new byte[1024 * 1024 - 300];
      data[i] = (byte) i;
      shard.append("kä" + i, data);
    }

    assertThat(shard.bytesInMemory()).isLessThanOrEqualTo(LocalShard.RETAINED_BYTES);
    assertThat(shard.oldest()).isZero();
    for (int i = 0; i < 100; i++) {
      StreamRecord record = shard.read(i, 1).get(0);
      assertThat(record.position()).isEqualTo(i);
      assertThat(record.sequenceNumber()).isEqualTo(shard.sequenceNumber(i));
      assertThat(record.partitionKey()).isEqualTo("kä" + i);
      assertThat(record.data()).hasSize(1024 * 1024 - 300).contains((byte) i, Index.atIndex(i));
      assertThat(record.approximateArrival())
          .isEqualTo(clock.instant().minusSeconds(99 - i).truncatedTo(ChronoUnit.MILLIS));
    }
    hold.release(100);
  }

  @Test
  void aReadGoesOnFromTheDiskIntoMemory() {
    LocalShard.Hold hold = shard.hold(0);
    fill(100);

    assertThat(shard.read(3, 95))
        .extracting(StreamRecord::position)
        .containsExactlyElementsOf(LongStream.range(3, 98).boxed().toList());
    hold.release(70);
    fill(30);
    assertThat(shard.oldest()).isEqualTo(70);
    assertThat(shard.read(0, 1000))
        .extracting(StreamRecord::position)
        .containsExactlyElementsOf(LongStream.range(70, 130).boxed().toList());
  }

  @Test
  void aDiskThatTakesNothingLosesNothingAndIsTriedAgainNowAndThen() throws IOException {
    Files.delete(folder);
    fill(40);
    assertThat(shard.bytesInMemory()).isEqualTo(40L * 1024 * 1024);

    Files.createDirectory(folder);
    fill(1);
    assertThat(shard.bytesInMemory()).as("not with each record").isEqualTo(41L * 1024 * 1024);
    fill(5);

    assertThat(shard.bytesInMemory()).isLessThanOrEqualTo(LocalShard.RETAINED_BYTES);
    assertThat(shard.read(0, 1000)).hasSize(46);
  }

  @Test
  void aReaderThatHasCaughtUpLeavesNothingOnTheDisk() {
    LocalShard.Hold hold = shard.hold(0);
    fill(100);
    hold.release(100);
    fill(100);
    hold.release(200);
    fill(30);

    assertThat(shard.oldest()).isGreaterThan(190);
    assertThat(shard.bytesInMemory()).isLessThanOrEqualTo(LocalShard.RETAINED_BYTES);
  }

  @Test
  void afterADayARecordOnTheDiskIsGoneToo() {
    LocalShard.Hold hold = shard.hold(0);
    fill(100);
    clock.advance(Duration.ofHours(25));
    fill(1);

    assertThat(shard.read(0, 10)).extracting(StreamRecord::position).containsExactly(100L);
    hold.release(101);
  }

  @Test
  void releasedRecordsAreForgottenOnceThereAreTooMany() {
    LocalShard.Hold hold = shard.hold(0);
    fill(20);
    hold.release(20);
    fill(2);
    assertThat(shard.oldest()).isZero();

    fill(18);

    assertThat(shard.oldest()).isPositive().isLessThanOrEqualTo(20);
    assertThat(shard.end()).isEqualTo(40);
    assertThat(shard.read(0, 1000))
        .first()
        .extracting(StreamRecord::position)
        .isEqualTo(shard.oldest());
    assertThat(shard.read(39, 1)).extracting(StreamRecord::position).containsExactly(39L);
  }

  @Test
  void aShardWhoseRecordsAreReleasedStaysWithinItsMemory() {
    LocalShard.Hold hold = shard.hold(0);
    for (int i = 0; i < 200; i++) {
      fill(1);
      hold.release(shard.end());
    }

    long mebibytes = shard.end() - shard.oldest();
    assertThat(mebibytes * 1024 * 1024).isLessThanOrEqualTo(LocalShard.RETAINED_BYTES);
    assertThat(shard.end()).isEqualTo(200);
  }

  @Test
  void anEarlierReleaseDoesNotTakeBackALaterOne() {
    LocalShard.Hold hold = shard.hold(0);
    fill(20);
    hold.release(20);
    hold.release(3);

    fill(20);

    assertThat(shard.oldest()).isGreaterThan(3);
  }

  @Test
  void afterADayARecordIsGoneWhoeverNeedsIt() {
    LocalShard.Hold hold = shard.hold(0);
    append();
    clock.advance(Duration.ofHours(23));
    append();
    assertThat(shard.oldest()).isZero();

    clock.advance(Duration.ofHours(2));
    append();

    assertThat(shard.oldest()).isEqualTo(1);
    assertThat(shard.read(0, 10)).extracting(StreamRecord::position).containsExactly(1L, 2L);
    hold.release(3);
    assertThat(shard.position(shard.sequenceNumber(0))).as("an iterator stays good").hasValue(0);
  }

  @Test
  void theShardsOfAStreamShareItsMemory() {
    LocalShard one = new LocalStream("stream", 12, clock).shards().get(0);
    LocalShard.Hold hold = one.hold(0);
    for (int i = 0; i < 20; i++) {
      clock.advance(Duration.ofSeconds(2));
      one.append("key", new byte[1024 * 1024 - 300]);
      hold.release(one.end());
    }

    assertThat(one.end() - one.oldest()).isLessThanOrEqualTo(2);
  }

  @Test
  void whatOneReaderHasNotReleasedIsKeptWhateverTheOthersRelease() {
    LocalShard.Hold slow = shard.hold(0);
    LocalShard.Hold fast = shard.hold(0);
    fill(20);
    fast.release(20);
    slow.release(3);

    fill(40);
    assertThat(shard.oldest()).isLessThanOrEqualTo(3);

    slow.release(20);
    fill(20);
    assertThat(shard.oldest()).isGreaterThan(3);
  }

  private StreamRecord append() {
    return shard.append("sensor-007", new byte[] {1});
  }

  /** Records that weigh a mebibyte each, one a second. */
  private void fill(int records) {
    byte[] data = new byte[1024 * 1024 - LocalShard.OVERHEAD_BYTES - 1];
    for (int i = 0; i < records; i++) {
      clock.advance(Duration.ofSeconds(1));
      shard.append("k", data);
    }
  }
}

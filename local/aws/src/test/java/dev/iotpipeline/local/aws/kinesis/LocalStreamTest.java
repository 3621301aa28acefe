package dev.iotpipeline.local.aws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotpipeline.aws.FakeClock;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalStreamTest {

  private static final BigInteger LAST_HASH_KEY = BigInteger.TWO.pow(128).subtract(BigInteger.ONE);

  private final FakeClock clock = new FakeClock();

  @ParameterizedTest
  @CsvSource({
    "'', d41d8cd98f00b204e9800998ecf8427e",
    "a, 0cc175b9c0f1b6a831c399e269772661",
    "message digest, f96b697d7cb7938d525a2f31aaf161d0",
    "ü, c03410a5204b21cd8229ff754688d743",
  })
  void theHashKeyIsTheMd5OfTheKeyInUtf8(String key, String md5) {
    assertThat(LocalStream.hash(key)).isEqualTo(new BigInteger(md5, 16));
  }

  @ParameterizedTest
  @CsvSource({
    "a, 1, 0",
    "a, 2, 0",
    "message digest, 1, 0",
    "message digest, 2, 1",
    "message digest, 3, 2",
    "ü, 4, 3",
    "ü, 3, 2",
  })
  void aKeyGoesToTheShardWhoseRangeHoldsItsHash(String key, int shards, int expected) {
    LocalStream stream = stream(shards);

    assertThat(stream.shardFor(key)).isSameAs(stream.shards().get(expected));
  }

  /** As Kinesis cuts the hash space into three: 2^128 does not divide evenly. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "113427455640312821154458202477256070484, 0",
    "113427455640312821154458202477256070485, 1",
    "226854911280625642308916404954512140969, 1",
    "226854911280625642308916404954512140970, 2",
    "340282366920938463463374607431768211455, 2",
  })
  void everyHashKeyBelongsToOneOfThreeShards(BigInteger hashKey, int expected) {
    LocalStream stream = stream(3);

    assertThat(stream.shardForHash(hashKey)).isSameAs(stream.shards().get(expected));
  }

  @Test
  void aThousandShardsShareTheHashSpace() {
    LocalStream stream = stream(1000);

    assertThat(stream.shardForHash(BigInteger.ZERO)).isSameAs(stream.shards().get(0));
    assertThat(stream.shardForHash(LAST_HASH_KEY)).isSameAs(stream.shards().get(999));
  }

  @Test
  void itsArnNamesIt() {
    assertThat(stream(1).arn())
        .isEqualTo("arn:aws:kinesis:us-east-1:000000000000:stream/iot-telemetry-stream");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "a/b", "ü"})
  void aNameThatKinesisWouldNotTakeIsRefused(String name) {
    assertThatThrownBy(() -> new LocalStream(name, 1, clock))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not '" + name + "'");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1001})
  void aNumberOfShardsThatMakesNoStreamIsRefused(int shards) {
    assertThatThrownBy(() -> stream(shards))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a stream has 1 to 1000 shards, not " + shards);
  }

  private LocalStream stream(int shards) {
    return new LocalStream("iot-telemetry-stream", shards, clock);
  }
}

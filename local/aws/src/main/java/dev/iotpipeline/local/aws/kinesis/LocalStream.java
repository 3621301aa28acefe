package dev.iotpipeline.local.aws.kinesis;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** A data stream: a name and a fixed number of shards that share the hash space evenly. */
public final class LocalStream {

  /** The region of everything here. */
  public static final String REGION = "us-east-1";

  /** The account that everything here belongs to. */
  public static final String ACCOUNT = "000000000000";

  private static final BigInteger HASH_SPACE = BigInteger.ONE.shiftLeft(128);

  private final String name;
  private final List<LocalShard> shards;
  private final List<BigInteger> startingHashKeys;

  /**
   * @param name 1 to 128 letters, digits, underscores, dots and hyphens
   * @param shards how many, 1 to 1,000
   * @param clock tells arrival times and refills the shards' write limits
   * @throws IllegalArgumentException if name or number is not one that Kinesis would take
   */
  public LocalStream(String name, int shards, Clock clock) {
    this(name, shards, clock, record -> {});
  }

  /**
   * As the other, with a witness.
   *
   * @param onAppend is told of each record before anybody can read it, in its shard's order
   */
  public LocalStream(String name, int shards, Clock clock, Consumer<StreamRecord> onAppend) {
    if (!name.matches("[a-zA-Z0-9_.-]{1,128}")) {
      throw new IllegalArgumentException(
          "a stream's name is 1 to 128 of a-z, A-Z, 0-9, '_', '.' and '-', not '" + name + "'");
    }
    if (shards < 1 || shards > 1000) {
      throw new IllegalArgumentException("a stream has 1 to 1000 shards, not " + shards);
    }
    this.name = name;
    this.shards =
        IntStream.range(0, shards)
            .mapToObj(index -> shard(index, clock, LocalShard.RETAINED_BYTES / shards, onAppend))
            .toList();
    this.startingHashKeys =
        IntStream.range(0, shards).mapToObj(index -> startingHashKey(index, shards)).toList();
  }

  private static LocalShard shard(
      int index, Clock clock, long mostBytes, Consumer<StreamRecord> onAppend) {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    return new LocalShard(index, clock, mostBytes, folder, onAppend);
  }

  private static BigInteger startingHashKey(int index, int shards) {
    return HASH_SPACE.multiply(BigInteger.valueOf(index)).divide(BigInteger.valueOf(shards));
  }

  public String name() {
    return name;
  }

  public String arn() {
    return "arn:aws:kinesis:" + REGION + ":" + ACCOUNT + ":stream/" + name;
  }

  public List<LocalShard> shards() {
    return shards;
  }

  /** The id of the shard whose records have such sequence numbers; empty if none has. */
  public String shardOf(String sequenceNumber) {
    return shards.stream()
        .filter(shard -> shard.numbers(sequenceNumber))
        .map(LocalShard::id)
        .findFirst()
        .orElse("");
  }

  /** Puts a record into the shard of its key, without the way through HTTP. */
  public StreamRecord put(String partitionKey, byte[] data) {
    return shardFor(partitionKey).append(partitionKey, data);
  }

  /** Puts a text in UTF-8. */
  public StreamRecord put(String partitionKey, String data) {
    return put(partitionKey, data.getBytes(StandardCharsets.UTF_8));
  }

  /** Kinesis places a record by the MD5 of its partition key, read as a 128-bit number. */
  LocalShard shardFor(String partitionKey) {
    return shardForHash(hash(partitionKey));
  }

  /** The shard whose range holds a hash key, as a producer may give it explicitly. */
  LocalShard shardForHash(BigInteger hash) {
    // Looked up rather than computed: with three shards the ranges do not divide evenly.
    int found = Collections.binarySearch(startingHashKeys, hash);
    return shards.get(found >= 0 ? found : -found - 2);
  }

  /** The hash key of a partition key, 0 to 2^128 - 1. */
  public static BigInteger hash(String partitionKey) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      return new BigInteger(1, md5.digest(partitionKey.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}

package dev.iotpipeline.local.kinesis;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** A data stream: a name and a fixed number of shards that share the hash space evenly. */
public final class LocalStream {

  /** What the endpoint and the functions agree to call their account and region. */
  public static final String REGION = "us-east-1";

  public static final String ACCOUNT = "000000000000";

  private static final BigInteger HASH_SPACE = BigInteger.ONE.shiftLeft(128);

  private final String name;
  private final Instant createdAt;
  private final List<LocalShard> shards;

  public LocalStream(String name, int shards, Clock clock) {
    this.name = name;
    this.createdAt = clock.instant();
    this.shards =
        IntStream.range(0, shards).mapToObj(index -> new LocalShard(index, clock)).toList();
  }

  public String name() {
    return name;
  }

  public Instant createdAt() {
    return createdAt;
  }

  public String arn() {
    return "arn:aws:kinesis:" + REGION + ":" + ACCOUNT + ":stream/" + name;
  }

  public List<LocalShard> shards() {
    return shards;
  }

  /** The first hash key of a shard; the last is one before the next shard's first. */
  BigInteger startingHashKey(int shard) {
    return HASH_SPACE.multiply(BigInteger.valueOf(shard)).divide(BigInteger.valueOf(shards.size()));
  }

  /** Kinesis places a record by the MD5 of its partition key, read as a 128-bit number. */
  LocalShard shardFor(String partitionKey) {
    return shardForHash(hash(partitionKey));
  }

  /** The shard whose range holds a hash key, as a producer may give it explicitly. */
  LocalShard shardForHash(BigInteger hash) {
    int shard = hash.multiply(BigInteger.valueOf(shards.size())).divide(HASH_SPACE).intValueExact();
    return shards.get(shard);
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

package dev.iotpipeline.local.aws.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iotpipeline.local.aws.http.RefusedRequestException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * A place to read from, as a client carries it from call to call.
 *
 * @param issuedAt when it was given out; it is good for five minutes
 * @param shardId the shard
 * @param after the sequence number behind which to read on
 */
record ShardIterator(Instant issuedAt, String shardId, String after) {

  /** As for Kinesis's own. */
  static final Duration LIFE = Duration.ofMinutes(5);

  /** An iterator that reads on from a position in a shard. */
  static ShardIterator at(LocalShard shard, long position, Instant now) {
    return new ShardIterator(now, shard.id(), shard.sequenceNumber(position - 1));
  }

  /** Opaque to clients, base64 like Kinesis's. */
  String encode() {
    String plain = issuedAt.toEpochMilli() + "/" + shardId + "/" + after;
    return Base64.getEncoder().encodeToString(plain.getBytes(UTF_8));
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws RefusedRequestException if it is anything else
   */
  static ShardIterator decode(String text) {
    try {
      String[] parts = new String(Base64.getDecoder().decode(text), UTF_8).split("/", -1);
      if (parts.length == 3) {
        return new ShardIterator(
            Instant.ofEpochMilli(Long.parseLong(parts[0])), parts[1], parts[2]);
      }
    } catch (IllegalArgumentException e) {
      // Neither base64 nor a number: not ours, as below.
    }
    throw invalid();
  }

  static RefusedRequestException invalid() {
    return Constraints.invalidArgument("Invalid ShardIterator.");
  }
}

package dev.iotpipeline.local.aws.kinesis;

import dev.iotpipeline.local.aws.http.RefusedRequestException;
import dev.iotpipeline.local.aws.kinesis.KinesisApi.PutRecordAnswer;
import dev.iotpipeline.local.aws.kinesis.KinesisApi.PutRecordRequest;
import dev.iotpipeline.local.aws.kinesis.KinesisApi.PutRecordsAnswer;
import dev.iotpipeline.local.aws.kinesis.KinesisApi.PutRecordsEntry;
import dev.iotpipeline.local.aws.kinesis.KinesisApi.PutRecordsRequest;
import dev.iotpipeline.local.aws.kinesis.KinesisApi.PutRecordsResult;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;

/**
 * PutRecord and PutRecords.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html">PutRecords</a>
 */
final class StreamWrites {

  /**
   * The most that a record's data and partition key may have in bytes, unless a stream raises it.
   */
  private static final int RECORD_BYTES = 1024 * 1024;

  private static final int KEY_CHARACTERS = 256;
  private static final int ENTRIES = 500;
  private static final long ENTRIES_BYTES = 5L * 1024 * 1024;
  private static final Pattern HASH_KEY = Pattern.compile("0|([1-9]\\d{0,38})");

  private final LocalStream stream;
  private final StreamReference reference;

  StreamWrites(LocalStream stream, StreamReference reference) {
    this.stream = stream;
    this.reference = reference;
  }

  PutRecordAnswer putRecord(PutRecordRequest request) {
    Constraints constraints = new Constraints();
    constrain(constraints, "", request.partitionKey(), request.explicitHashKey(), request.data());
    StreamReference.constrain(constraints, request.streamName()).check();
    reference.check(request);
    LocalShard shard = shardFor(request.partitionKey(), request.explicitHashKey());
    StreamRecord taken = shard.append(request.partitionKey(), request.data());
    return new PutRecordAnswer(shard.id(), taken.sequenceNumber());
  }

  PutRecordsAnswer putRecords(PutRecordsRequest request) {
    checkEntries(request);
    reference.check(request);
    // All shards before the first append: a bad hash key refuses the whole call.
    List<LocalShard> shards =
        request.records().stream()
            .map(entry -> shardFor(entry.partitionKey(), entry.explicitHashKey()))
            .toList();
    PutRecordsResult[] results = new PutRecordsResult[shards.size()];
    int failed = 0;
    for (int i = 0; i < results.length; i++) {
      results[i] = put(shards.get(i), request.records().get(i));
      failed += results[i].errorCode() == null ? 0 : 1;
    }
    return new PutRecordsAnswer(failed, List.of(results));
  }

  private PutRecordsResult put(LocalShard shard, PutRecordsEntry entry) {
    try {
      StreamRecord taken = shard.append(entry.partitionKey(), entry.data());
      return new PutRecordsResult(shard.id(), taken.sequenceNumber(), null, null);
    } catch (RefusedRequestException e) {
      return new PutRecordsResult(null, null, e.code(), e.message());
    }
  }

  private static void checkEntries(PutRecordsRequest request) {
    Constraints constraints = new Constraints().present("records", request.records());
    List<PutRecordsEntry> entries = request.records() == null ? List.of() : request.records();
    if (request.records() != null && (entries.isEmpty() || entries.size() > ENTRIES)) {
      String bound = entries.isEmpty() ? "greater than or equal to 1" : "less than or equal to 500";
      constraints.broken(
          "'" + entries.size() + " records'", "records", "Member must have length " + bound);
    }
    long bytes = 0;
    for (int i = 0; i < entries.size(); i++) {
      bytes += constrainEntry(constraints, "records." + (i + 1) + ".member", entries.get(i));
    }
    StreamReference.constrain(constraints, request.streamName()).check();
    if (bytes > ENTRIES_BYTES) {
      throw Constraints.invalidArgument("Records size exceeds 5 MB limit");
    }
  }

  private static int constrainEntry(Constraints constraints, String path, PutRecordsEntry entry) {
    if (entry == null) {
      constraints.present(path, null);
      return 0;
    }
    return constrain(
        constraints, path + ".", entry.partitionKey(), entry.explicitHashKey(), entry.data());
  }

  /** Adds a record's constraints; returns its size in bytes, as far as it has one. */
  private static int constrain(
      Constraints constraints, String path, String key, String hashKey, byte[] data) {
    constraints
        .length(path + "partitionKey", key, 1, KEY_CHARACTERS)
        .form(path + "explicitHashKey", hashKey, HASH_KEY)
        .present(path + "data", data);
    if (key == null || data == null) {
      return 0;
    }
    int size = LocalShard.size(key, data);
    if (size > RECORD_BYTES) {
      constraints.broken(
          "'" + size + " bytes with its partition key'",
          path + "data",
          "Member must have length less than or equal to " + RECORD_BYTES);
    }
    return size;
  }

  private LocalShard shardFor(String partitionKey, String explicitHashKey) {
    if (explicitHashKey == null) {
      return stream.shardFor(partitionKey);
    }
    BigInteger hash = new BigInteger(explicitHashKey);
    // 39 digits pass the pattern; not all of them have 128 bits.
    if (hash.bitLength() > 128) {
      throw Constraints.invalidArgument(
          "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. "
              + "Specified value was "
              + explicitHashKey);
    }
    return stream.shardForHash(hash);
  }
}

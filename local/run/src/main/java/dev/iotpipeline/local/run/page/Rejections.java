package dev.iotpipeline.local.run.page;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which records went into quarantine last. Safe for use by any number of threads. */
final class Rejections {

  private static final int KEPT = 5_000;

  /** A record's key in the quarantine. */
  record Key(String shardId, String sequenceNumber) {}

  private final Map<Key, String> partitionKeys = new LinkedHashMap<>();
  private long count;

  /** A record was put into quarantine; a batch that comes again puts it there again. */
  synchronized void add(Key key, String partitionKey) {
    if (partitionKeys.putIfAbsent(key, partitionKey) == null) {
      count++;
      if (partitionKeys.size() > KEPT) {
        partitionKeys.remove(partitionKeys.keySet().iterator().next());
      }
    }
  }

  /** How many there were in this run. */
  synchronized long count() {
    return count;
  }

  /** The last ones of one partition key, the newest first. */
  synchronized List<Key> of(String partitionKey, int most) {
    Deque<Key> last = new ArrayDeque<>();
    partitionKeys.forEach(
        (key, of) -> {
          if (of.equals(partitionKey)) {
            last.addFirst(key);
          }
        });
    return last.stream().limit(most).toList();
  }
}

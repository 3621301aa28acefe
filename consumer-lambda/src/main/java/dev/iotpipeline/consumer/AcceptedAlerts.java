package dev.iotpipeline.consumer;

import dev.iotpipeline.telemetry.ReadingKey;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers the latest alerts that the alert function accepted, by the reading's key. Safe for use
 * by any number of threads.
 *
 * <p>Lambda repeats a batch from its first failed record on. If the retry comes to the same
 * instance, which is usual, that instance does not send the same alerts again. Another instance
 * does, so the alert function has to expect an alert twice.
 */
final class AcceptedAlerts {

  private final Map<ReadingKey, Boolean> keys;

  /**
   * @param capacity how many are remembered; the least recently used is forgotten first
   */
  AcceptedAlerts(int capacity) {
    keys =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<ReadingKey, Boolean> eldest) {
            return size() > capacity;
          }
        };
  }

  /** Whether this alert was accepted; asking counts as use. */
  synchronized boolean contains(ReadingKey key) {
    return keys.get(key) != null;
  }

  synchronized void add(ReadingKey key) {
    keys.put(key, true);
  }
}

package dev.iotpipeline.local.run.verdict;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map that keeps the newest entries alone. Safe for use by any number of threads. */
final class Recent<K, V> {

  private final Map<K, V> entries;

  /**
   * @param most how many entries it keeps
   */
  Recent(int most) {
    this.entries =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
          }
        };
  }

  synchronized @Nullable V get(K key) {
    return entries.get(key);
  }

  /** Returns what was there before. */
  synchronized @Nullable V put(K key, V value) {
    return entries.put(key, value);
  }

  synchronized @Nullable V putIfAbsent(K key, V value) {
    return entries.putIfAbsent(key, value);
  }

  synchronized @Nullable V remove(K key) {
    return entries.remove(key);
  }
}

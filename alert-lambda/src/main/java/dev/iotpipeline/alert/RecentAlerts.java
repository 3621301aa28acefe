package dev.iotpipeline.alert;

import dev.iotpipeline.telemetry.ReadingKey;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which steps of the latest alerts have been done, so that a retry sends only what is missing.
 *
 * <p>Best effort: it lives and dies with one warm instance of the function, while a retry may land
 * on another. Safe for use by any number of threads, though two of them with the same alert at the
 * same time may both send it.
 */
final class RecentAlerts {

  /** Retries come within minutes; 10,000 alerts of a few hundred bytes take a few megabytes. */
  private static final int REMEMBERED = 10_000;

  private final Map<ReadingKey, Set<Step>> done =
      new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ReadingKey, Set<Step>> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** The steps of this alert that need not be done again. */
  synchronized Set<Step> done(ReadingKey key) {
    return Set.copyOf(done.getOrDefault(key, Collections.emptySet()));
  }

  synchronized void markDone(ReadingKey key, Step step) {
    done.computeIfAbsent(key, unseen -> EnumSet.noneOf(Step.class)).add(step);
  }
}

package dev.iotpipeline.alert;

import dev.iotpipeline.telemetry.ReadingKey;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The ledger of a function without a table for it: the latest alerts, in memory.
 *
 * <p>It is best effort: it ends with its instance of the function, and a retry may come to another
 * instance. Any number of threads may use it. Two threads with the same alert at the same time may
 * both send it.
 */
final class LedgerInMemory implements AlertLedger {

  /** Retries come within minutes; 10,000 alerts of a few hundred bytes take a few megabytes. */
  private static final int REMEMBERED = 10_000;

  private final Map<ReadingKey, Set<Step>> done =
      new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ReadingKey, Set<Step>> eldest) {
          return size() > REMEMBERED;
        }
      };

  @Override
  public Optional<Claim> claim(Alert alert, Set<Step> wanted, InvocationTime time) {
    return Optional.of(new Recent(alert.key(), wanted));
  }

  /** What is wanted and not known to be done. */
  synchronized Set<Step> missing(ReadingKey key, Set<Step> wanted) {
    Set<Step> missing = EnumSet.noneOf(Step.class);
    missing.addAll(wanted);
    missing.removeAll(done.getOrDefault(key, Set.of()));
    return missing;
  }

  synchronized void markDone(ReadingKey key, Step step) {
    done.computeIfAbsent(key, unseen -> EnumSet.noneOf(Step.class)).add(step);
  }

  private final class Recent implements Claim {

    private final ReadingKey key;
    private final Set<Step> wanted;

    Recent(ReadingKey key, Set<Step> wanted) {
      this.key = key;
      this.wanted = wanted;
    }

    @Override
    public Set<Step> missing() {
      return LedgerInMemory.this.missing(key, wanted);
    }

    @Override
    public void done(Step step) {
      markDone(key, step);
    }

    @Override
    public void release() {
      // A claim in memory keeps nobody else out.
    }
  }
}

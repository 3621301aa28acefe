package dev.iotpipeline.alert;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.Retries;
import dev.iotpipeline.aws.Retries.GivenUp;
import dev.iotpipeline.aws.ServiceErrors;
import dev.iotpipeline.aws.Sleeper;
import dev.iotpipeline.telemetry.AlertRequest;
import dev.iotpipeline.telemetry.AlertRequest.Notices;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Gathers the notices of many invocations into one message, the digest.
 *
 * <p>Each invocation puts its notices into the table. The first one leads: it waits until the
 * digest is complete, publishes what is there and marks it. The others are done once the leader is
 * told of them; if their notices come while it publishes, it publishes once more. A leader that
 * dies has failed, so its event comes again, finds its notices in the table and leads once the
 * claim has run out.
 *
 * <p>After an outage one invocation brings the notices of many digests. Those that it leads go into
 * one message: SNS suspends an e-mail subscription that gets too many.
 */
final class DigestSender implements NoticeSender {

  /** How long after a digest's close its last notices may take from the consumer to the table. */
  private static final Duration ON_THE_WAY = Duration.ofSeconds(1);

  /**
   * How long a leader waits at least. A digest that is late is so on every shard, and the
   * invocations of the others come at about the same time.
   */
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(2);

  private final NoticeTable table;
  private final NoticePublisher publisher;
  private final Retries retries;
  private final Sleeper sleeper;
  private final Supplier<String> claimIds;
  private final EventLog log;

  /**
   * @param claimIds gives each claim a name that no other instance gives to one of its own
   */
  DigestSender(
      NoticeTable table,
      NoticePublisher publisher,
      Retries retries,
      Sleeper sleeper,
      Supplier<String> claimIds,
      EventLog log) {
    this.table = table;
    this.publisher = publisher;
    this.retries = retries;
    this.sleeper = sleeper;
    this.claimIds = claimIds;
    this.log = log;
  }

  /** The notices that one invocation has for a digest. */
  private record Digest(String name, Instant closesAt, Set<DeviceNotice> notices) {}

  /** The right to publish a digest. */
  private record Lead(Digest digest, String id) {}

  /** Notices were published, and the table does not know. */
  private static final class UnmarkedException extends RuntimeException {
    UnmarkedException(RuntimeException cause) {
      super(cause);
    }
  }

  @Override
  public Pending gather(List<AlertRequest> requests, InvocationTime time) {
    Failures failures = new Failures();
    List<Lead> leads = new ArrayList<>();
    for (Digest digest : digests(requests)) {
      failures.collect(() -> enter(digest, time).ifPresent(leads::add));
    }
    return () -> {
      boolean published = false;
      try {
        published = !leads.isEmpty() && publish(leads, time);
      } catch (RuntimeException e) {
        failures.add(e);
      }
      failures.throwIfAny("digests failed");
      return published;
    };
  }

  private static Iterable<Digest> digests(List<AlertRequest> requests) {
    Map<String, Digest> digests = new LinkedHashMap<>();
    for (AlertRequest request : requests) {
      List<DeviceNotice> told = DeviceNotice.of(request);
      if (!told.isEmpty() && request.context() != null && request.context().notices() != null) {
        Notices notices = request.context().notices();
        digests
            .computeIfAbsent(
                notices.digest(),
                name -> new Digest(name, notices.closesAt(), new LinkedHashSet<>()))
            .notices()
            .addAll(told);
      }
    }
    return digests.values();
  }

  /** Puts the notices, and makes sure that somebody publishes them: us, if it is not empty. */
  private Optional<Lead> enter(Digest digest, InvocationTime time) {
    Lead lead = new Lead(digest, claimIds.get());
    List<Lead> led = new ArrayList<>(1);
    Optional<GivenUp> givenUp;
    try {
      boolean isNew = table.put(digest.name(), digest.notices(), time.claiming());
      givenUp =
          retries.run(
              time.claiming(),
              timeout -> {
                if (table.lead(digest.name(), lead.id(), time.end())) {
                  led.add(lead);
                  return true;
                }
                // What has come before may be the event of a leader that died. If its copy relied
                // on the claim of the dead, nobody would come again.
                return isNew && table.follow(digest.name());
              });
    } catch (RuntimeException e) {
      throw failed(digest, "the table did not take them", e);
    }
    if (givenUp.isPresent()) {
      SdkException error = givenUp.get().error();
      throw failed(digest, error == null ? "another invocation leads" : "nobody leads", error);
    }
    return led.stream().findFirst();
  }

  private boolean publish(List<Lead> leads, InvocationTime time) {
    Digest all = together(leads);
    try {
      await(all.closesAt().plus(ON_THE_WAY), time);
      int published = 0;
      List<Lead> held = leads;
      while (!held.isEmpty()) {
        Map<Lead, String> arrivals = new LinkedHashMap<>();
        List<NoticeTable.Row> open = new ArrayList<>();
        for (Lead lead : held) {
          String digest = lead.digest().name();
          arrivals.put(lead, table.arrivals(digest, time.marking()));
          open.addAll(table.open(digest, time.marking()));
        }
        publish(together(held), open, time);
        published += open.size();
        held = release(arrivals, time);
      }
      log.info("digest_sent")
          .with("digest", all.name())
          .with("digests", leads.size())
          .with("notices", published)
          .write();
      return published > 0;
    } catch (UnmarkedException e) {
      // The claims stay: whoever came next would publish it again at once.
      throw failed(all, "they were published and could not be marked", e.getCause());
    } catch (RuntimeException e) {
      leads.forEach(this::abandon);
      throw failed(all, "they were not published", e);
    }
  }

  /** What is led, as one digest: it has the name of the latest. */
  private static Digest together(List<Lead> leads) {
    Digest latest =
        Collections.max(
            leads.stream().map(Lead::digest).toList(), Comparator.comparing(Digest::closesAt));
    Set<DeviceNotice> notices = new LinkedHashSet<>();
    leads.forEach(lead -> notices.addAll(lead.digest().notices()));
    return new Digest(latest.name(), latest.closesAt(), notices);
  }

  private void publish(Digest digest, List<NoticeTable.Row> open, InvocationTime time) {
    // Also asked if there is nothing to publish: it ends the loop of a leader without time.
    time.forSend();
    if (!open.isEmpty()) {
      publisher.publish(digest.name(), open, NoticeTable.Row::told, time, part -> mark(part, time));
    }
  }

  /**
   * Gives back each lead that nobody has come in to since.
   *
   * @param arrivals of each lead, as read before its notices
   * @return the others
   */
  private List<Lead> release(Map<Lead, String> arrivals, InvocationTime time) {
    List<Lead> held = new ArrayList<>();
    arrivals.forEach(
        (lead, seen) -> {
          if (!table.release(lead.digest().name(), lead.id(), seen, time.marking())) {
            held.add(lead);
          }
        });
    return held;
  }

  private void mark(List<NoticeTable.Row> rows, InvocationTime time) {
    try {
      table.mark(rows, time.marking());
    } catch (RuntimeException e) {
      throw new UnmarkedException(e);
    }
  }

  /** Waits for a time and at least the shortest wait, but not until it is too late to publish. */
  private void await(Instant until, InvocationTime time) {
    Instant now = time.claiming().clock().instant();
    Instant latest = time.claiming().end();
    Instant earliest = now.plus(SHORTEST_WAIT);
    Instant end = until.isBefore(earliest) ? earliest : until;
    Duration wait = Duration.between(now, end.isBefore(latest) ? end : latest);
    try {
      if (!wait.isNegative()) {
        sleeper.sleep(wait);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the digest was open", e);
    }
  }

  /** Gives the lead back. If that fails, the claim still ends with its time. */
  private void abandon(Lead lead) {
    try {
      table.abandon(lead.digest().name(), lead.id());
    } catch (RuntimeException e) {
      log.warn("digest_release_failed")
          .with("digest", lead.digest().name())
          .with("error", e)
          .write();
    }
  }

  private AlertFailedException failed(Digest digest, String why, @Nullable Throwable cause) {
    EventLog.Line line =
        log.warn("digest_failed")
            .with("digest", digest.name())
            .with("notices", digest.notices().size())
            .with("reason", why);
    if (cause != null) {
      line.with("error", cause);
    }
    line.write();
    return new AlertFailedException(
        "the notices of digest "
            + VisibleText.of(digest.name())
            + " failed: "
            + why
            + (cause == null ? "" : ": " + ServiceErrors.describe(cause)),
        cause);
  }
}

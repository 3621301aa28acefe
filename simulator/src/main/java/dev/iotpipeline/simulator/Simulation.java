package dev.iotpipeline.simulator;

import dev.iotpipeline.aws.Backoff;
import dev.iotpipeline.aws.ServiceErrors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * One run of a fleet: each device puts its messages into the stream when they are due, one call at
 * a time, so that the order of a device is kept through throttling and errors. A message whose
 * answer was lost is sent again and may then be in the stream twice.
 */
public final class Simulation {

  /** With more calls at once, each call gets slower and the fleet no faster. */
  static final int MOST_THREADS = 64;

  /** The time that messages have at the end of a run, if they were begun or due. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  /** What was due so shortly before somebody stopped the run may still have been on time. */
  private static final Duration ON_TIME = Duration.ofSeconds(1);

  private static final long NEVER = Long.MAX_VALUE;

  /** The longest wait of a device before it repeats a call. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  /** Longer than a call can take. */
  private static final Duration LAST_CALLS = Duration.ofSeconds(10);

  private final FleetPlan plan;
  private final int threads;
  private final Duration grace;
  private final Hand hand;
  private final Publisher publisher;
  private final Tally tally = new Tally();
  private final Gate gate = new Gate();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicReference<SimulationFailedException> fatal = new AtomicReference<>();
  private final AtomicLong stoppedNanos = new AtomicLong(NEVER);
  private volatile long startedNanos = System.nanoTime();

  /**
   * @param plan what the fleet does
   * @param streamName of a stream that exists
   * @param client does not retry by itself, as {@link KinesisClients} makes it; stays open
   * @param listeners are told of each message, in this order
   * @param threads calls at once, 1 to 64. A stream that answers within a millisecond needs few
   */
  public Simulation(
      FleetPlan plan,
      String streamName,
      KinesisClient client,
      List<SimulationListener> listeners,
      int threads) {
    this(plan, streamName, client, listeners, threads, Hand.still());
  }

  /**
   * As the other, with somebody who interferes.
   *
   * @param hand is asked for each message
   */
  public Simulation(
      FleetPlan plan,
      String streamName,
      KinesisClient client,
      List<SimulationListener> listeners,
      int threads,
      Hand hand) {
    this(plan, streamName, client, listeners, threads, hand, GRACE);
  }

  Simulation(
      FleetPlan plan,
      String streamName,
      KinesisClient client,
      List<SimulationListener> listeners,
      int threads,
      Hand hand,
      Duration grace) {
    this.plan = plan;
    this.threads = Math.min(threads, MOST_THREADS);
    this.hand = hand;
    this.grace = grace;
    this.publisher = new Publisher(streamName, client, listeners, tally);
  }

  /**
   * Publishes until the bound of the plan or {@link #stop}. To be called once.
   *
   * @throws SimulationFailedException if no further reading can succeed, because credentials,
   *     permission or stream are missing, or if a listener failed
   */
  public SimulationSummary run() {
    ScheduledThreadPoolExecutor executor = executor();
    startedNanos = System.nanoTime();
    List<Device> devices = start(executor);
    try {
      awaitEnd();
      gate.closeAndAwait(fatal.get() == null ? grace : Duration.ZERO);
      executor.shutdownNow();
      executor.awaitTermination(LAST_CALLS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      executor.shutdownNow();
    }
    devices.forEach(Device::giveUp);
    if (fatal.get() != null) {
      throw fatal.get();
    }
    long due = dueUntil();
    devices.forEach(device -> tally.neverBegun(device.neverBegun(due)));
    SimulationSummary summary = summary();
    publisher.ended(summary);
    return summary;
  }

  /**
   * Ends the run: {@link #run} then returns within seconds. Any thread may call this, and again.
   */
  public void stop() {
    stoppedNanos.compareAndSet(NEVER, System.nanoTime() - startedNanos);
    ended.countDown();
  }

  /** Until when, from the start, a reading had to begin. */
  private long dueUntil() {
    long end = plan.duration() == null ? NEVER : Schedule.nanos(plan.duration());
    long stopped = stoppedNanos.get();
    return Math.min(
        end, stopped == NEVER ? System.nanoTime() - startedNanos : stopped - ON_TIME.toNanos());
  }

  /** The counts so far. */
  SimulationSummary summary() {
    return tally.summary(Duration.ofNanos(System.nanoTime() - startedNanos));
  }

  private ScheduledThreadPoolExecutor executor() {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            Math.min(plan.devices(), threads),
            task -> {
              Thread thread = new Thread(task, "simulator");
              thread.setDaemon(true);
              return thread;
            });
    // After the end of the run, the turns that devices ask for are dropped.
    executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    return executor;
  }

  private List<Device> start(ScheduledThreadPoolExecutor threads) {
    Schedule schedule = new Schedule(plan);
    List<DeviceMessages> messages = DeviceMessages.ofFleet(plan, hand);
    Backoff backoff = new Backoff(LONGEST_WAIT, () -> ThreadLocalRandom.current().nextDouble());
    Device.Turns turns = new Turns(threads, startedNanos, new AtomicInteger(plan.devices()));
    List<Device> devices = new ArrayList<>(plan.devices());
    for (int index = 0; index < plan.devices(); index++) {
      devices.add(
          new Device(index, messages.get(index), schedule, publisher, backoff, gate, turns));
    }
    devices.forEach(Device::start);
    return devices;
  }

  /** Waits for the last reading, for {@link #stop}, or for the end of the planned time. */
  private void awaitEnd() throws InterruptedException {
    if (plan.duration() == null) {
      ended.await();
      return;
    }
    Duration time = Duration.ofNanos(Schedule.nanos(plan.duration()));
    Duration limit = plan.interval().isZero() ? time : time.plus(grace);
    ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void fail(Throwable error) {
    SimulationFailedException failure =
        error instanceof SimulationFailedException known
            ? known
            : new SimulationFailedException(
                "the run failed: " + ServiceErrors.describe(error), error);
    fatal.compareAndSet(null, failure);
    ended.countDown();
  }

  /** Gives the devices their turns, on the threads of this run. */
  private final class Turns implements Device.Turns {

    private final ScheduledThreadPoolExecutor threads;
    private final long startedNanos;
    private final AtomicInteger devicesLeft;

    Turns(ScheduledThreadPoolExecutor threads, long startedNanos, AtomicInteger devicesLeft) {
      this.threads = threads;
      this.startedNanos = startedNanos;
      this.devicesLeft = devicesLeft;
    }

    @Override
    public void at(long nanosFromStart, Runnable turn) {
      after(Duration.ofNanos(startedNanos + nanosFromStart - System.nanoTime()), turn);
    }

    @Override
    public void after(Duration delay, Runnable turn) {
      threads.schedule(() -> guarded(turn), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void noMore() {
      if (devicesLeft.decrementAndGet() == 0) {
        ended.countDown();
      }
    }

    /** The executor would hide an exception, and the run would wait for ever. */
    private void guarded(Runnable turn) {
      try {
        turn.run();
      } catch (RuntimeException | Error e) {
        fail(e);
      }
    }
  }
}

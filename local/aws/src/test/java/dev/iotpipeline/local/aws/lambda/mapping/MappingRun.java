package dev.iotpipeline.local.aws.lambda.mapping;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.FakeClock;
import dev.iotpipeline.local.aws.kinesis.LocalStream;
import dev.iotpipeline.local.aws.kinesis.StreamRecord;
import dev.iotpipeline.local.aws.lambda.LocalFunction;
import dev.iotpipeline.local.aws.lambda.RetryBackoff;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** A mapping with a stream, a scripted function and a clock around it, driven step by step. */
public final class MappingRun {

  private static final int STEPS_THAT_ARE_ENDLESS = 100_000;

  public final FakeClock clock = new FakeClock();
  public final ScriptedFunction function;
  public final List<DiscardedBatch> discarded = new ArrayList<>();
  public final List<String> log = new ArrayList<>();
  public final LocalStream stream;
  public final EventSourceMapping mapping;

  private int lastNumber;
  private int lastRequest;

  public MappingRun(Settings settings) {
    this(settings, 1);
  }

  public MappingRun(Settings settings, int shards) {
    this(settings, shards, 0, new ScriptedFunction());
  }

  /** A run with a function of the test's own; nothing calls {@link #function}. */
  MappingRun(Settings settings, int shards, LocalFunction own) {
    this(settings, shards, 0, own);
  }

  /** A run whose stream has a shard with so many records when the mapping is created. */
  static MappingRun withRecordsBefore(Settings settings, int records) {
    return new MappingRun(settings, 1, records, new ScriptedFunction());
  }

  private MappingRun(Settings settings, int shards, int recordsBefore, LocalFunction called) {
    // Arrival times are whole milliseconds; at such a time ages are exact.
    clock.set(clock.instant().truncatedTo(ChronoUnit.MILLIS));
    stream = new LocalStream("readings", shards, clock);
    put(recordsBefore);
    function = called instanceof ScriptedFunction scripted ? scripted : new ScriptedFunction();
    mapping = mapping(settings, called, discarded::add);
  }

  /** A mapping of this run's stream, beside {@link #mapping}. */
  EventSourceMapping mapping(
      Settings settings, LocalFunction called, FailureDestination destination) {
    return new EventSourceMapping(
        stream,
        called,
        settings.toMapping(),
        destination,
        new RetryBackoff(Duration.ofSeconds(1), Duration.ofSeconds(60)),
        clock,
        () -> "request-" + ++lastRequest,
        new EventLog(log::add, clock));
  }

  /** So many records of one device, numbered on from the last. */
  public void put(int records) {
    for (int i = 0; i < records; i++) {
      put("sensor-001");
    }
  }

  public StreamRecord put(String key) {
    return stream.put(key, Integer.toString(++lastNumber));
  }

  /** A record of so many bytes; the shard needs a second for each megabyte. */
  public StreamRecord putLarge(int bytes) {
    clock.advance(Duration.ofSeconds(1));
    String number = Integer.toString(++lastNumber);
    return stream.put("sensor-001", number + " ".repeat(bytes - number.length()));
  }

  /** Steps until there is nothing to do at this time; returns for how long. */
  public Duration runNow() {
    for (int i = 0; i < STEPS_THAT_ARE_ENDLESS; i++) {
      Duration pause = mapping.step();
      if (!pause.isZero()) {
        return pause;
      }
    }
    throw new AssertionError("there is always something more to do");
  }

  /** Steps until everything is handled or given up; waits of the mapping pass in no time. */
  void runToTheEnd() {
    runToTheEnd(mapping);
  }

  void runToTheEnd(EventSourceMapping driven) {
    for (int i = 0; i < STEPS_THAT_ARE_ENDLESS && !driven.isIdle(); i++) {
      clock.advance(driven.step());
    }
    if (!driven.isIdle()) {
      throw new AssertionError("the mapping never becomes idle");
    }
  }

  List<String> calls() {
    return function.calls();
  }

  /** What was given up, batch by batch, as numbers. */
  List<String> discarded() {
    return discarded.stream()
        .map(batch -> Numbers.text(batch.records().stream().map(MappingRun::number).toList()))
        .toList();
  }

  static int number(StreamRecord record) {
    return Integer.parseInt(new String(record.data(), StandardCharsets.UTF_8).strip());
  }
}

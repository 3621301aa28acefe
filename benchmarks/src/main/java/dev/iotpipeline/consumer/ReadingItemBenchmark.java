package dev.iotpipeline.consumer;

import dev.iotpipeline.telemetry.ReadingBenchmark;
import dev.iotpipeline.telemetry.ReadingJson;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to make a reading an item of the table. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"})
public class ReadingItemBenchmark {

  private final ReadingItem items = new ReadingItem(null);
  private final ValidRecord record =
      new ValidRecord(
          new ShardRecord(
              "shardId-000000000000",
              "0".repeat(56),
              "sensor-007",
              ReadingBenchmark.PAYLOAD,
              Instant.parse("2026-11-23T10:15:31Z")),
          ReadingJson.parse(ReadingBenchmark.PAYLOAD));

  @Benchmark
  public Object item() {
    return items.item(record);
  }
}

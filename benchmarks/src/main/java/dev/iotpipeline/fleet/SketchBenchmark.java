package dev.iotpipeline.fleet;

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

/** What it costs to count a value and a device in the sketches of the fleet's statistics. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"})
public class SketchBenchmark {

  private final MeasurementStatistics values = new MeasurementStatistics();
  private final DeviceCount devices = new DeviceCount();
  private final String[] ids = new String[1024];
  private int next;

  public SketchBenchmark() {
    for (int i = 0; i < ids.length; i++) {
      ids[i] = "sensor-%06d".formatted(i);
    }
  }

  @Benchmark
  public void value() {
    values.add(15 + (next++ & 2047) / 100.0);
  }

  @Benchmark
  public void device() {
    devices.add(ids[next++ & ids.length - 1]);
  }
}

package dev.iotpipeline.telemetry;

import dev.iotpipeline.telemetry.shadow.Judge;
import dev.iotpipeline.telemetry.shadow.Judgement;
import dev.iotpipeline.telemetry.shadow.LifeCycle;
import dev.iotpipeline.telemetry.shadow.Place;
import dev.iotpipeline.telemetry.shadow.Shadow;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one reading costs before anything is sent: to parse it, and to judge it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"})
public class ReadingBenchmark {

  /** As the simulator sends it. */
  public static final byte[] PAYLOAD =
      """
      {"device_id": "sensor-007", "timestamp": "2026-11-23T10:15:30.123456+00:00", \
      "temperature": 23.5, "humidity": 48.2, "pressure": 1003.25, "firmware_version": "1.2.0"}"""
          .getBytes(StandardCharsets.UTF_8);

  private final AnomalyDetector detector = new AnomalyDetector(Thresholds.DEFAULT);
  private final Judge judge =
      new Judge(device -> Thresholds.DEFAULT, new LifeCycle(Duration.ZERO, BigDecimal.ZERO, 1));
  private final Reading reading = ReadingJson.parse(PAYLOAD);
  private final Shadow shadow = judged(null, reading, 0).shadow();
  private final Reading next =
      ReadingJson.parse(
          new String(PAYLOAD, StandardCharsets.UTF_8)
              .replace(":30.", ":40.")
              .getBytes(StandardCharsets.UTF_8));

  @Benchmark
  public Reading parse() {
    return ReadingJson.parse(PAYLOAD);
  }

  @Benchmark
  public List<Anomaly> detect() {
    return detector.detect(reading);
  }

  /** With the shadow of the device's last reading. */
  @Benchmark
  public Judgement judge() {
    return judged(shadow, next, 1);
  }

  private Judgement judged(@Nullable Shadow before, Reading reading, int sequenceNumber) {
    Place place = new Place("shardId-000000000000", "%056d".formatted(sequenceNumber));
    return judge.judge(before, reading, place, reading.timestamp());
  }
}

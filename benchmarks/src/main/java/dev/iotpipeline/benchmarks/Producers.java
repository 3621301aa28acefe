package dev.iotpipeline.benchmarks;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.local.aws.kinesis.KinesisEndpoint;
import dev.iotpipeline.local.aws.kinesis.LocalStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * How many readings a second producers put into one and the same local stream, one PutRecord call a
 * reading, and what of it is the producer's processor time and what the endpoint's.
 */
final class Producers {

  private static final String STREAM = "iot-telemetry-stream";

  /** So many that no shard's limit of 1,000 records a second is in the way. */
  private static final int SHARDS = 16;

  private static final Duration START = Duration.ofMinutes(1);
  private static final Duration WARM_UP = Duration.ofSeconds(12);
  private static final Duration WINDOW = Duration.ofSeconds(8);
  private static final int ROUNDS = 2;

  /** A program that puts readings until it is stopped. */
  private record Producer(String name, List<String> command) {}

  /** What a producer did in a window. */
  private record Rate(double perSecond, double ownMicros, double endpointMicros) {}

  private final List<Producer> producers = new ArrayList<>();
  private final Consumer<String> progress;
  private final AtomicLong records = new AtomicLong();

  /**
   * @param root the folder of the whole project, built
   */
  Producers(Path root, Python python, Consumer<String> progress) {
    this.progress = progress;
    if (python.hasBoto3()) {
      Path script = root.resolve("benchmarks/baselines/src/main/python/put_records.py");
      producers.add(new Producer("boto3, the article's loop", python.command(script)));
    }
    producers.add(
        new Producer(
            "simulator",
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                root.resolve("simulator/target/simulator.jar").toString(),
                "--devices",
                "500",
                "--interval",
                "0s")));
  }

  /** Measures each in turns; the ratio is to the first. */
  Table table() throws IOException, InterruptedException {
    List<List<Rate>> rates = new ArrayList<>();
    producers.forEach(producer -> rates.add(new ArrayList<>()));
    LocalStream stream =
        new LocalStream(STREAM, SHARDS, Clock.systemUTC(), each -> records.incrementAndGet());
    EventLog log = new EventLog(System.err::println, Clock.systemUTC());
    try (KinesisEndpoint endpoint = new KinesisEndpoint(stream, 0, Clock.systemUTC(), log)) {
      for (int round = 1; round <= ROUNDS; round++) {
        for (int i = 0; i < producers.size(); i++) {
          progress.accept("round " + round + ": " + producers.get(i).name());
          rates.get(i).add(measure(producers.get(i), endpoint));
        }
      }
    }
    return table(rates);
  }

  private Table table(List<List<Rate>> rates) {
    Table table =
        new Table(
            "producer", "readings per second", "to the first", "its processor", "the endpoint's");
    for (int i = 0; i < producers.size(); i++) {
      double perSecond = mean(rates.get(i), Rate::perSecond);
      table.add(
          List.of(
              producers.get(i).name(),
              String.format(Locale.ROOT, "%,.0f", perSecond),
              Table.number(perSecond / mean(rates.get(0), Rate::perSecond), " x"),
              Table.number(mean(rates.get(i), Rate::ownMicros), " us a reading"),
              Table.number(mean(rates.get(i), Rate::endpointMicros), " us a reading")));
    }
    return table;
  }

  private static double mean(List<Rate> rates, ToDoubleFunction<Rate> of) {
    return rates.stream().mapToDouble(of).average().orElse(Double.NaN);
  }

  private Rate measure(Producer producer, KinesisEndpoint endpoint)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(producer.command())
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD);
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_ENDPOINT_URL_KINESIS", endpoint.uri().toString(),
                "KINESIS_STREAM_NAME", STREAM,
                "AWS_REGION", "us-east-1",
                "AWS_DEFAULT_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "local",
                "AWS_SECRET_ACCESS_KEY", "local"));
    Process process = builder.start();
    try {
      awaitFirst(producer, process);
      TimeUnit.MILLISECONDS.sleep(WARM_UP.toMillis());
      return window(process);
    } finally {
      process.destroyForcibly().onExit().join();
    }
  }

  private void awaitFirst(Producer producer, Process process) throws InterruptedException {
    long before = records.get();
    long end = System.nanoTime() + START.toNanos();
    while (records.get() == before) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException(producer.name() + " puts no readings");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private Rate window(Process process) throws InterruptedException {
    long start = System.nanoTime();
    long recordsBefore = records.get();
    Duration ownBefore = processorTime(process.toHandle());
    Duration endpointBefore = processorTime(ProcessHandle.current());
    TimeUnit.MILLISECONDS.sleep(WINDOW.toMillis());
    double count = records.get() - recordsBefore;
    Duration own = processorTime(process.toHandle()).minus(ownBefore);
    Duration endpoint = processorTime(ProcessHandle.current()).minus(endpointBefore);
    return new Rate(
        count / ((System.nanoTime() - start) / 1e9),
        own.toNanos() / 1e3 / count,
        endpoint.toNanos() / 1e3 / count);
  }

  private static Duration processorTime(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }
}

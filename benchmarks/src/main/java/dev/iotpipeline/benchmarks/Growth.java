package dev.iotpipeline.benchmarks;

import dev.iotpipeline.benchmarks.Chart.Line;
import dev.iotpipeline.benchmarks.Chart.Panel;
import dev.iotpipeline.benchmarks.Chart.Point;
import dev.iotpipeline.benchmarks.function.Contender;
import dev.iotpipeline.benchmarks.function.KinesisBatches;
import dev.iotpipeline.benchmarks.function.KinesisBatches.Shape;
import dev.iotpipeline.benchmarks.function.RunningFunction;
import dev.iotpipeline.benchmarks.function.RunningFunction.Start;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** How one function behaves as shards, devices and records grow. */
final class Growth {

  private static final int[] SHARDS = {1, 4, 16};
  private static final int[] DEVICES = {100, 1_000, 10_000, 100_000};
  private static final int[] SIZES = {200, 1_000, 10_000, 50_000, 200_000};

  /** What Lambda puts into one event at most. */
  private static final int EVENT_BYTES = 6 * 1024 * 1024;

  private static final int ENVELOPE_BYTES = 700;
  private static final int WARM_UP = 60;

  /** Two thousand readings have met the compiler; sixteen functions share the processors. */
  private static final int SHARD_WARM_UP = 20;

  private static final int ROUNDS = 3;
  private static final int BATCHES = 20;
  private static final Duration WINDOW = Duration.ofSeconds(5);

  private final Contender contender;
  private final Consumer<String> progress;

  Growth(Contender contender, Consumer<String> progress) {
    this.contender = contender;
    this.progress = progress;
  }

  /** A function for each shard, all at work at the same time; readings per second of all. */
  Panel shards() throws IOException, InterruptedException, ExecutionException {
    List<Shard> shards = new ArrayList<>();
    List<Point> points = new ArrayList<>();
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      for (int count : SHARDS) {
        progress.accept(count + " shards");
        while (shards.size() < count) {
          shards.add(new Shard(Shape.NORMAL));
        }
        work(threads, shards, shard -> shard.batches(SHARD_WARM_UP));
        long start = System.nanoTime();
        int batches = work(threads, shards, shard -> shard.batchesUntil(start + WINDOW.toNanos()));
        double seconds = (System.nanoTime() - start) / 1e9;
        points.add(new Point(count, batches * Shape.NORMAL.records() / seconds));
      }
    } finally {
      threads.shutdownNow();
      close(shards);
    }
    return new Panel(
        "Readings per second, by shards", "shards", "/s", List.of(new Line("all shards", points)));
  }

  private interface Work {
    int of(Shard shard) throws InterruptedException;
  }

  private static int work(ExecutorService threads, List<Shard> shards, Work work)
      throws InterruptedException, ExecutionException {
    List<Callable<Integer>> tasks = new ArrayList<>();
    shards.forEach(shard -> tasks.add(() -> work.of(shard)));
    int batches = 0;
    for (Future<Integer> done : threads.invokeAll(tasks)) {
      batches += done.get();
    }
    return batches;
  }

  /** Batches of one function, with a shadow for every device before anything is measured. */
  Panel devices() throws IOException, InterruptedException {
    List<Shape> shapes = new ArrayList<>();
    for (int devices : DEVICES) {
      shapes.add(new Shape(Shape.NORMAL.records(), devices, 0, false));
    }
    List<Samples> measured = inTurns(shapes);
    List<Point> medians = new ArrayList<>();
    List<Point> highest = new ArrayList<>();
    for (int i = 0; i < DEVICES.length; i++) {
      medians.add(new Point(DEVICES[i], measured.get(i).median()));
      highest.add(new Point(DEVICES[i], measured.get(i).percentile(0.95)));
    }
    return new Panel(
        "A batch of 100, by devices",
        "devices",
        " ms",
        List.of(new Line("median", medians), new Line("p95", highest)));
  }

  /** Batches of 100 records, or of as many as an event has room for. */
  Panel sizes() throws IOException, InterruptedException {
    List<Shape> shapes = new ArrayList<>();
    for (int size : SIZES) {
      int room = EVENT_BYTES / (ENVELOPE_BYTES + size * 4 / 3);
      int records = Math.min(Shape.NORMAL.records(), room);
      shapes.add(new Shape(records, records, size, false));
    }
    List<Samples> measured = inTurns(shapes);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < SIZES.length; i++) {
      points.add(new Point(SIZES[i], measured.get(i).median() / shapes.get(i).records()));
    }
    return new Panel(
        "A record's share of its batch, by bytes",
        "bytes",
        " ms",
        List.of(new Line("median", points)));
  }

  private List<Samples> inTurns(List<Shape> shapes) throws IOException, InterruptedException {
    List<Shard> shards = new ArrayList<>();
    try {
      for (Shape shape : shapes) {
        progress.accept("warming up: " + shape);
        Shard shard = new Shard(shape);
        shards.add(shard);
        shard.batches(Math.max(WARM_UP, shape.devices() / shape.records()));
        shard.times.clear();
      }
      for (int round = 1; round <= ROUNDS; round++) {
        progress.accept("round " + round + " of " + ROUNDS);
        for (Shard shard : shards) {
          shard.batches(BATCHES);
        }
      }
      return shards.stream().map(shard -> shard.times).toList();
    } finally {
      close(shards);
    }
  }

  private static void close(List<Shard> shards) throws IOException {
    for (Shard shard : shards) {
      shard.close();
    }
  }

  /** A shard's function, batches and times. */
  private final class Shard implements AutoCloseable {

    private final KinesisBatches batches;
    private final RunningFunction function;
    private final Samples times = new Samples();

    Shard(Shape shape) throws IOException {
      batches = new KinesisBatches(shape);
      function = new RunningFunction(contender, Start.ON_DEMAND);
    }

    int batches(int count) throws InterruptedException {
      for (int i = 0; i < count; i++) {
        times.add(function.invoke(batches.next()));
      }
      return count;
    }

    int batchesUntil(long end) throws InterruptedException {
      int count = 0;
      while (System.nanoTime() < end) {
        count += batches(1);
      }
      return count;
    }

    @Override
    public void close() throws IOException {
      function.close();
    }
  }
}

package dev.iotpipeline.benchmarks;

import dev.iotpipeline.benchmarks.function.Contender;
import dev.iotpipeline.benchmarks.function.KinesisBatches;
import dev.iotpipeline.benchmarks.function.KinesisBatches.Shape;
import dev.iotpipeline.benchmarks.function.RunningFunction;
import dev.iotpipeline.benchmarks.function.RunningFunction.Start;
import dev.iotpipeline.benchmarks.function.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Measures contenders in turns, so that whatever else the machine does meets all of them. Only one
 * works at a time.
 */
final class SideBySide {

  /**
   * How much is measured.
   *
   * @param starts how often each is started, and restored
   * @param warmUp how many batches each gets before anything is measured
   * @param rounds how many turns each has
   * @param batches how many batches a turn has
   * @param turn ends the warm-up and each turn of a slow contender, at five turns' time and one
   */
  record Extent(int starts, int warmUp, int rounds, int batches, Duration turn) {}

  /**
   * A contender with warm code and open connections.
   *
   * @param times from event to answer
   * @param processor milliseconds of processor time per batch
   * @param calls of one batch
   * @param peakMemory in bytes, of the whole process
   */
  record Warm(Samples times, double processor, Map<Service, Integer> calls, long peakMemory) {}

  private final List<Contender> contenders;
  private final Extent extent;
  private final Consumer<String> progress;

  SideBySide(List<Contender> contenders, Extent extent, Consumer<String> progress) {
    this.contenders = contenders;
    this.extent = extent;
    this.progress = progress;
  }

  /** From the start of the process to its first answer. */
  Map<String, Samples> starts() throws IOException, InterruptedException {
    return each(Start.ON_DEMAND, RunningFunction::firstAnswer);
  }

  /** From a restored snapshot to the first answer. */
  Map<String, Samples> restores() throws IOException, InterruptedException {
    return each(Start.SNAP_START, RunningFunction::firstAnswerAfterRestore);
  }

  private interface FirstAnswer {
    Duration measure(RunningFunction function, byte[] event) throws InterruptedException;
  }

  private Map<String, Samples> each(Start start, FirstAnswer first)
      throws IOException, InterruptedException {
    Map<String, Samples> measured = new LinkedHashMap<>();
    byte[] event = new KinesisBatches(Shape.NORMAL).next();
    for (int i = 0; i < extent.starts(); i++) {
      for (Contender contender : contenders) {
        if (start == Start.SNAP_START && !contender.canBeRestored()) {
          continue;
        }
        progress.accept(start.name().toLowerCase() + " " + (i + 1) + ": " + contender.name());
        try (RunningFunction function = new RunningFunction(contender, start)) {
          measured
              .computeIfAbsent(contender.name(), name -> new Samples())
              .add(first.measure(function, event));
        }
      }
    }
    return measured;
  }

  /** Batches of a shape in turns. */
  Map<String, Warm> warm(Shape shape) throws IOException, InterruptedException {
    List<Turns> turns = new ArrayList<>();
    try {
      for (Contender contender : contenders) {
        progress.accept("warming up: " + contender.name());
        Turns each = new Turns(contender, shape);
        turns.add(each);
        each.warmUp();
      }
      for (int round = 1; round <= extent.rounds(); round++) {
        progress.accept("round " + round + " of " + extent.rounds());
        for (Turns each : turns) {
          each.turn();
        }
      }
      Map<String, Warm> measured = new LinkedHashMap<>();
      for (Turns each : turns) {
        measured.put(each.name(), each.warm());
      }
      return measured;
    } finally {
      for (Turns each : turns) {
        each.close();
      }
    }
  }

  /** One contender's process and what was measured of it. */
  private final class Turns implements AutoCloseable {

    private final String name;
    private final RunningFunction function;
    private final KinesisBatches batches;
    private final Samples times = new Samples();
    private Duration processorTime = Duration.ZERO;
    private Map<Service, Integer> calls = Map.of();

    Turns(Contender contender, Shape shape) throws IOException {
      this.name = contender.name();
      this.function = new RunningFunction(contender, Start.ON_DEMAND);
      this.batches = new KinesisBatches(shape);
    }

    String name() {
      return name;
    }

    void warmUp() throws InterruptedException {
      Deadline end = new Deadline(extent.turn().multipliedBy(5));
      for (int i = 0; i < extent.warmUp() && !end.isOver(); i++) {
        function.takeCalls();
        function.invoke(batches.next());
      }
      calls = function.takeCalls();
    }

    void turn() throws InterruptedException {
      Duration before = function.processorTime();
      Deadline end = new Deadline(extent.turn());
      for (int i = 0; i < extent.batches() && !end.isOver(); i++) {
        times.add(function.invoke(batches.next()));
      }
      processorTime = processorTime.plus(function.processorTime().minus(before));
    }

    Warm warm() throws IOException {
      double processor = Samples.milliseconds(processorTime) / times.count();
      return new Warm(times, processor, calls, function.peakMemory());
    }

    @Override
    public void close() throws IOException {
      function.close();
    }
  }

  /** A moment of this machine's clock. */
  private static final class Deadline {

    private final long end;

    Deadline(Duration time) {
      end = System.nanoTime() + time.toNanos();
    }

    boolean isOver() {
      return System.nanoTime() - end > 0;
    }
  }
}

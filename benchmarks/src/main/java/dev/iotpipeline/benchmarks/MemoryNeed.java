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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** What memory a function takes for batches of a size. */
final class MemoryNeed {

  private static final int[] RECORDS = {10, 100, 1_000, 10_000};
  private static final int[] HEAPS = {12, 16, 24, 32, 48, 64, 96, 128};
  private static final int BATCHES = 3;
  private static final double MEGABYTE = 1e6;

  private final IntFunction<Contender> withHeap;
  private final int deployedHeap;
  private final Consumer<String> progress;

  /**
   * @param withHeap the function with a heap of so many megabytes at most
   * @param deployedHeap the heap that it is deployed with
   */
  MemoryNeed(IntFunction<Contender> withHeap, int deployedHeap, Consumer<String> progress) {
    this.withHeap = withHeap;
    this.deployedHeap = deployedHeap;
    this.progress = progress;
  }

  /** The peak of the process as it is deployed, and the smallest heap that is enough. */
  Panel panel() throws IOException, InterruptedException {
    List<Point> peaks = new ArrayList<>();
    List<Point> heaps = new ArrayList<>();
    for (int records : RECORDS) {
      progress.accept("memory for batches of " + records);
      peaks.add(new Point(records, peak(records) / MEGABYTE));
      heaps.add(new Point(records, smallestHeap(records)));
    }
    return new Panel(
        "Memory, by records in a batch",
        "records",
        " MB",
        List.of(new Line("process", peaks), new Line("smallest heap", heaps)));
  }

  private long peak(int records) throws IOException, InterruptedException {
    try (RunningFunction function = start(deployedHeap)) {
      invoke(function, records);
      return function.peakMemory();
    }
  }

  /** By halving: whatever is enough for a batch, more is. */
  private int smallestHeap(int records) throws IOException, InterruptedException {
    int low = 0;
    int high = HEAPS.length - 1;
    while (low < high) {
      int middle = (low + high) / 2;
      if (isEnough(HEAPS[middle], records)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return HEAPS[high];
  }

  private boolean isEnough(int heap, int records) throws IOException, InterruptedException {
    try (RunningFunction function = start(heap)) {
      invoke(function, records);
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private RunningFunction start(int heap) throws IOException {
    return new RunningFunction(withHeap.apply(heap), Start.ON_DEMAND);
  }

  private static void invoke(RunningFunction function, int records) throws InterruptedException {
    KinesisBatches batches = new KinesisBatches(new Shape(records, records, 0, false));
    for (int i = 0; i < BATCHES; i++) {
      function.invoke(batches.next());
    }
  }
}

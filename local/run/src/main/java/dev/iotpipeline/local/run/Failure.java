package dev.iotpipeline.local.run;

import dev.iotpipeline.aws.ServiceErrors;
import dev.iotpipeline.local.aws.kinesis.PortUnavailableException;
import dev.iotpipeline.simulator.SimulationFailedException;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What a run does not survive, from any of its threads. The first one ends the run, and is what its
 * user is told.
 */
final class Failure implements Consumer<Throwable> {

  /** What is left then is too little for a run, and the collector does hardly anything else. */
  private static final double FULL = 0.97;

  private static final long MEBIBYTE = 1024 * 1024;

  private final Abort abort;
  private final DiskWatch disks;
  private final AtomicReference<Throwable> first = new AtomicReference<>();

  Failure(Abort abort, DiskWatch disks) {
    this.abort = abort;
    this.disks = disks;
  }

  @Override
  public void accept(Throwable error) {
    if (first.compareAndSet(null, error)) {
      abort.run();
    }
  }

  /** Ends the run if a disk or the heap is full. To be called now and then. */
  void look() {
    disks.complaint().map(RunEndedException::new).ifPresent(this);
    if (isHeapFull()) {
      accept(new OutOfMemoryError("nothing is left to collect"));
    }
  }

  /** Of the last full collection; unlike an error it comes before everything stands still. */
  private static boolean isHeapFull() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .filter(MemoryPoolMXBean::isUsageThresholdSupported)
        .map(MemoryPoolMXBean::getCollectionUsage)
        .anyMatch(Failure::isFull);
  }

  private static boolean isFull(MemoryUsage usage) {
    return usage != null && usage.getMax() > 0 && usage.getUsed() > FULL * usage.getMax();
  }

  /** What ended the run; empty if nothing has. */
  Optional<Throwable> cause() {
    return Optional.ofNullable(first.get());
  }

  /**
   * One line for an error that its user can do something about; empty for a fault of the program.
   */
  Optional<String> line(Throwable error) {
    return disks.complaint().or(() -> lineOf(error));
  }

  private static Optional<String> lineOf(Throwable error) {
    if (causes(error).anyMatch(OutOfMemoryError.class::isInstance)) {
      return Optional.of(
          "the heap is full (%d MB): run fewer devices, or give Java more with -Xmx in ./run-local"
              .formatted(Runtime.getRuntime().maxMemory() / MEBIBYTE));
    }
    if (error instanceof AwsServiceException answer) {
      return Optional.of(
          "DynamoDB Local answers with an error (%d): %s"
              .formatted(answer.statusCode(), ServiceErrors.describe(answer)));
    }
    if (error instanceof SdkException) {
      return Optional.of(
          "DynamoDB Local does not answer any more: " + ServiceErrors.describe(error));
    }
    if (error instanceof JavalinBindException) {
      return Optional.of("the page cannot start: " + error.getMessage() + " (--page-port)");
    }
    if (error instanceof IOException) {
      return Optional.of("cannot run: " + ServiceErrors.describe(error));
    }
    return error instanceof RunEndedException
            || error instanceof SimulationFailedException
            || error instanceof UncheckedIOException
            || error instanceof PortUnavailableException
        ? Optional.of(String.valueOf(error.getMessage()))
        : Optional.empty();
  }

  private static Stream<Throwable> causes(Throwable error) {
    return Stream.iterate(error, cause -> cause != null, Throwable::getCause);
  }

  /** The run ends because of something outside the program; the message says what. */
  static final class RunEndedException extends RuntimeException {

    RunEndedException(String message) {
      super(message);
    }
  }
}

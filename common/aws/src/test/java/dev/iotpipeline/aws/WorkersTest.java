package dev.iotpipeline.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkersTest {

  private final Workers workers = new Workers("test");

  /** Each task ends only when all eight have begun. */
  @Test
  void eightTasksRunSideBySide() {
    CountDownLatch begun = new CountDownLatch(8);
    Callable<Boolean> task =
        () -> {
          begun.countDown();
          return begun.await(1, TimeUnit.MINUTES);
        };

    assertThat(workers.runAll(Collections.nCopies(8, task))).containsOnly(true);
  }

  @Test
  void resultsComeInTheOrderOfTheTasks() {
    List<Callable<Integer>> tasks =
        IntStream.range(0, 1_000).<Callable<Integer>>mapToObj(i -> () -> i).toList();

    assertThat(workers.runAll(tasks)).isEqualTo(IntStream.range(0, 1_000).boxed().toList());
    assertThat(workers.<Integer>runAll(List.of())).isEmpty();
  }

  @Test
  void workersDoNotKeepTheProcessAlive() {
    Callable<Boolean> isDaemon = () -> Thread.currentThread().isDaemon();

    assertThat(workers.runAll(List.of(isDaemon))).containsExactly(true);
  }

  @Test
  void whatATaskThrowsIsThrown() {
    Callable<Integer> unchecked =
        () -> {
          throw new IllegalArgumentException("unchecked");
        };
    Callable<Integer> checked =
        () -> {
          throw new IOException("checked");
        };
    Callable<Integer> fatal =
        () -> {
          throw new StackOverflowError("fatal");
        };

    assertThatThrownBy(() -> workers.runAll(List.of(unchecked)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> workers.runAll(List.of(checked)))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("checked");
    assertThatThrownBy(() -> workers.runAll(List.of(fatal))).isInstanceOf(StackOverflowError.class);
  }

  @Test
  void anInterruptedCallerGetsAnException() {
    Callable<Boolean> endless = () -> new CountDownLatch(1).await(1, TimeUnit.MINUTES);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> workers.runAll(List.of(endless)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}

package dev.iotpipeline.local.run.assembly;

import java.util.function.Consumer;

/** Hears of everything that a run cannot survive, on whichever thread, and passes it on. */
final class Trouble implements Thread.UncaughtExceptionHandler, Consumer<Throwable> {

  private volatile Consumer<Throwable> action = error -> {};

  /** What to do then; perhaps more than once. */
  void onFailure(Consumer<Throwable> whatToDo) {
    action = whatToDo;
  }

  @Override
  public void accept(Throwable error) {
    action.accept(error);
  }

  @Override
  public void uncaughtException(Thread thread, Throwable error) {
    accept(error);
  }
}

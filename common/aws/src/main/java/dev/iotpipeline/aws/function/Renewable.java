package dev.iotpipeline.aws.function;

import dev.iotpipeline.aws.Workers;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * A thing that is made beside what its user does, and can be replaced by a new one.
 *
 * @param <T> the thing; closed when it is replaced, if it can be
 */
final class Renewable<T> {

  private final Supplier<T> make;
  private volatile Future<T> current;

  Renewable(Supplier<T> make) {
    this.make = make;
    this.current = begun(make);
  }

  private static <T> Future<T> begun(Supplier<T> make) {
    FutureTask<T> task = new FutureTask<>(make::get);
    Thread thread = new Thread(task, "start");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  /** Waits for it, if it is not made yet. */
  T get() {
    return Workers.result(current);
  }

  /** Makes a new one; nobody may be using the old one. */
  void renew() {
    T old = get();
    current = begun(make);
    get();
    if (old instanceof SdkAutoCloseable closeable) {
      closeable.close();
    }
  }
}

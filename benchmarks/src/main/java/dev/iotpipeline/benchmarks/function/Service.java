package dev.iotpipeline.benchmarks.function;

import java.time.Duration;
import java.util.Locale;

/** A call that a function makes, and how long its service takes to answer. */
public enum Service {
  /** What the bare handler calls: one write of many items, without an SDK. */
  WRITE(10),
  PUT_ITEM(5),
  UPDATE_ITEM(5),
  GET_ITEM(5),
  QUERY(5),
  SCAN(5),
  BATCH_GET_ITEM(5),
  BATCH_WRITE_ITEM(10),
  EXECUTE_STATEMENT(5),
  BATCH_EXECUTE_STATEMENT(10),
  TRANSACT_WRITE_ITEMS(10),
  INVOKE(10);

  private final Duration time;

  Service(int milliseconds) {
    this.time = Duration.ofMillis(milliseconds);
  }

  Duration time() {
    return time;
  }

  /**
   * The service that a request is for.
   *
   * @param path the request's path
   * @param target its header {@code X-Amz-Target}; "" if there is none
   */
  static Service of(String path, String target) {
    if (!target.isEmpty()) {
      String operation = target.substring(target.indexOf('.') + 1);
      return valueOf(operation.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
    }
    return path.endsWith("/invocations") ? INVOKE : WRITE;
  }
}

package dev.iotpipeline.local.aws.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * What becomes of one call.
 *
 * @param <R> the type of its request
 */
@FunctionalInterface
public interface Fault<R extends SdkRequest> {

  /**
   * The service itself; it may be called with another request than the program's, or not at all.
   */
  @FunctionalInterface
  interface Call<R> {
    Object with(R request) throws Throwable;
  }

  /** Answers a call or ends it with an error. */
  Object answer(R request, Call<R> call) throws Throwable;

  /** Nothing goes wrong. */
  static <R extends SdkRequest> Fault<R> none() {
    return (request, call) -> call.with(request);
  }

  /** The service does nothing, and the caller gets this error, made anew each time. */
  static <R extends SdkRequest> Fault<R> error(Supplier<? extends RuntimeException> error) {
    return (request, call) -> {
      throw error.get();
    };
  }

  /** The service does what it should, and the caller gets this error instead of the answer. */
  static <R extends SdkRequest> Fault<R> answerLost(Supplier<? extends RuntimeException> error) {
    return (request, call) -> {
      call.with(request);
      throw error.get();
    };
  }

  /** Something happens in the meantime, and then the call goes on as it should. */
  static <R extends SdkRequest> Fault<R> meanwhile(Runnable event) {
    return (request, call) -> {
      event.run();
      return call.with(request);
    };
  }

  /** DynamoDB leaves these writes of a batch undone and hands them back; it does the others. */
  static Fault<BatchWriteItemRequest> leftovers(Predicate<WriteRequest> undone) {
    return (request, call) -> {
      Map<String, List<WriteRequest>> done = new HashMap<>();
      Map<String, List<WriteRequest>> left = new HashMap<>();
      request.requestItems().forEach((table, writes) -> split(table, writes, undone, done, left));
      if (!done.isEmpty()) {
        BatchWriteItemResponse answer =
            (BatchWriteItemResponse) call.with(request.toBuilder().requestItems(done).build());
        answer.unprocessedItems().forEach((table, writes) -> add(left, table, writes));
      }
      return BatchWriteItemResponse.builder().unprocessedItems(left).build();
    };
  }

  private static void split(
      String table,
      List<WriteRequest> writes,
      Predicate<WriteRequest> undone,
      Map<String, List<WriteRequest>> done,
      Map<String, List<WriteRequest>> left) {
    add(done, table, writes.stream().filter(undone.negate()).toList());
    add(left, table, writes.stream().filter(undone).toList());
  }

  private static void add(
      Map<String, List<WriteRequest>> to, String table, List<WriteRequest> writes) {
    if (!writes.isEmpty()) {
      to.computeIfAbsent(table, first -> new ArrayList<>()).addAll(writes);
    }
  }
}

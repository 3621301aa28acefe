package dev.iotpipeline.redrive;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What the next calls of an operation end with, instead of doing anything. */
final class Faults {

  Runnable onFault = () -> {};
  private final Deque<Supplier<RuntimeException>> next = new ArrayDeque<>();

  Faults add(int times, AwsServiceException.Builder error, int status, String code) {
    for (int i = 0; i < times; i++) {
      next.add(() -> complete(error, status, code));
    }
    return this;
  }

  /** The calls succeed from now on. */
  void clear() {
    next.clear();
  }

  int left() {
    return next.size();
  }

  void throwNext() {
    if (!next.isEmpty()) {
      onFault.run();
      throw next.poll().get();
    }
  }

  static AwsServiceException complete(AwsServiceException.Builder error, int status, String code) {
    return complete(error, status, code, "said the fake");
  }

  static AwsServiceException complete(
      AwsServiceException.Builder error, int status, String code, String message) {
    return error
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
        .build();
  }
}

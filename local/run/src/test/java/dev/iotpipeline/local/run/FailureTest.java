package dev.iotpipeline.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

class FailureTest {

  private final Abort abort = new Abort();
  private final DiskWatch disks = new DiskWatch(path -> free());
  private final Failure failure = new Failure(abort, disks);
  private long free = Long.MAX_VALUE;

  private long free() {
    return free;
  }

  @AfterEach
  void forgetTheInterrupt() {
    Thread.interrupted();
  }

  @Test
  void theFirstErrorEndsTheRunAndIsWhatItsUserIsTold() {
    assertThat(failure.cause()).isEmpty();
    OutOfMemoryError first = new OutOfMemoryError("Java heap space");

    failure.accept(first);
    failure.accept(new IllegalStateException("what came of it"));

    assertThat(abort.isAsked()).isTrue();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure.cause()).containsSame(first);
  }

  @Test
  void aFullHeapIsNamedWhoeverCaughtIt() {
    assertThat(failure.line(new IllegalStateException(new OutOfMemoryError("Java heap space"))))
        .hasValueSatisfying(line -> assertThat(line).startsWith("the heap is full ("));
  }

  @Test
  void aFullDiskEndsTheRunAndIsTheCauseOfWhateverElseIsWrong() {
    disks.add("--data", Path.of("data"));
    failure.look();
    assertThat(failure.cause()).isEmpty();
    free = 0;

    failure.look();

    assertThat(failure.cause()).isPresent();
    assertThat(failure.line(unknownError()))
        .hasValueSatisfying(line -> assertThat(line).startsWith("the disk of --data is full: "));
  }

  @Test
  void aDatabaseThatAnswersWithAnErrorAnswers() {
    assertThat(failure.line(unknownError()))
        .hasValue("DynamoDB Local answers with an error (500): InternalFailure: unknown error");
    assertThat(failure.line(SdkClientException.create("connection refused")))
        .hasValue("DynamoDB Local does not answer any more: connection refused");
    assertThat(failure.line(SdkClientException.builder().build()))
        .hasValue("DynamoDB Local does not answer any more: SdkClientException");
  }

  private static Exception unknownError() {
    return DynamoDbException.builder()
        .statusCode(500)
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .errorCode("InternalFailure")
                .errorMessage("unknown error")
                .build())
        .build();
  }

  @Test
  void aFileThatCannotBeWrittenIsOneLineAndAFaultOfTheProgramIsNone() {
    UncheckedIOException lost =
        new UncheckedIOException("the log cannot be written: full", new IOException("full"));
    assertThat(failure.line(lost)).hasValue("the log cannot be written: full");
    assertThat(failure.line(new IOException("full"))).hasValue("cannot run: full");
    assertThat(failure.line(new IllegalArgumentException("a bug"))).isEmpty();
  }
}

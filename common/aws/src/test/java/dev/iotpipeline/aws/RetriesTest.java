package dev.iotpipeline.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.iotpipeline.aws.Retries.GivenUp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

class RetriesTest {

  private final FakeClock clock = new FakeClock();
  private final Retries retries = new Retries(new Backoff(Duration.ofSeconds(2), () -> 0), clock);
  private final List<Duration> timeouts = new ArrayList<>();

  private Deadline in(long millis) {
    return new Deadline(clock, clock.instant().plusMillis(millis));
  }

  @Test
  void whatIsDoneAtOnceIsTriedOnce() {
    assertThat(retries.run(in(1_000), timeouts::add)).isEmpty();

    assertThat(timeouts).hasSize(1);
    assertThat(clock.sleeps()).isEmpty();
  }

  @Test
  void aCallMayTakeFiveSecondsOrWhatIsLeft() {
    Optional<GivenUp> givenUp =
        retries.run(
            in(8_000),
            timeout -> {
              timeouts.add(timeout);
              clock.advance(timeout);
              throw error("ProvisionedThroughputExceededException", "Rate exceeded");
            });

    assertThat(timeouts).containsExactly(Duration.ofSeconds(5), Duration.ofMillis(2_975));
    assertThat(givenUp.orElseThrow().reason())
        .isEqualTo("ProvisionedThroughputExceededException: Rate exceeded");
    assertThat(givenUp.get().isPermanent()).isFalse();
  }

  /** The SDK refuses a time-out of zero, and takes one of half a millisecond for none at all. */
  @Test
  void nothingIsTriedInLessThanAMillisecond() {
    Deadline deadline = new Deadline(clock, clock.instant().plusNanos(900_000));

    assertThat(retries.run(deadline, timeouts::add)).isPresent();

    assertThat(timeouts).isEmpty();
  }

  @Test
  void nobodyWaitsForTheDeadline() {
    Instant start = clock.instant();

    Optional<GivenUp> givenUp = retries.run(in(100), timeout -> false);

    assertThat(givenUp.orElseThrow().reason()).isEqualTo("no time left for another attempt");
    assertThat(clock.sleeps()).containsExactly(Duration.ofMillis(25), Duration.ofMillis(50));
    assertThat(clock.instant()).isEqualTo(start.plusMillis(75));
  }

  @Test
  void anErrorThatHasPassedIsNotTheReason() {
    List<RuntimeException> errors =
        new ArrayList<>(List.of(error("ProvisionedThroughputExceededException", "Rate exceeded")));

    Optional<GivenUp> givenUp =
        retries.run(
            in(100),
            timeout -> {
              if (!errors.isEmpty()) {
                throw errors.remove(0);
              }
              return false;
            });

    assertThat(givenUp.orElseThrow().error()).isNull();
  }

  @Test
  void anErrorThatIsNotWorthARetryEndsIt() {
    Optional<GivenUp> givenUp =
        retries.run(
            in(100_000),
            timeout -> {
              throw error("ValidationException", "bad item");
            });

    assertThat(givenUp.orElseThrow().isValidation()).isTrue();
    assertThat(givenUp.get().isPermanent()).isTrue();
    assertThat(clock.sleeps()).isEmpty();
  }

  @Test
  void anInterruptedWaitGivesUpAndStaysInterrupted() {
    Retries interrupted =
        new Retries(
            new Backoff(Duration.ofSeconds(2), () -> 0),
            duration -> {
              throw new InterruptedException();
            });

    assertThat(interrupted.run(in(1_000), timeout -> false)).isPresent();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aCallGivesItsResultOnceItSucceeds() {
    List<RuntimeException> errors =
        new ArrayList<>(List.of(error("ThrottlingException", "Rate exceeded")));

    String result =
        retries.call(
            in(1_000),
            timeout -> {
              if (!errors.isEmpty()) {
                throw errors.remove(0);
              }
              return "done";
            });

    assertThat(result).isEqualTo("done");
    assertThat(clock.sleeps()).hasSize(1);
  }

  @Test
  void aCallThatDoesNotSucceedThrowsItsLastError() {
    assertThatExceptionOfType(AwsServiceException.class)
        .isThrownBy(
            () ->
                retries.call(
                    in(100),
                    timeout -> {
                      throw error("ThrottlingException", "Rate exceeded");
                    }));
  }

  @Test
  void aCallIsMadeOnceEvenIfThereIsNoTime() {
    assertThat(retries.<String>call(in(0), timeout -> "done")).isEqualTo("done");
  }

  private static AwsServiceException error(String code, String message) {
    return AwsServiceException.builder()
        .statusCode(400)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
        .build();
  }
}

package dev.iotpipeline.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** The one answer to "is this error worth a retry?", case by case. */
class ServiceErrorsTest {

  @ParameterizedTest
  @CsvSource({
    "400, ProvisionedThroughputExceededException, true",
    "400, ThrottlingException, true",
    "400, Throttling, true",
    "429, TooManyRequestsException, true",
    "400, KMSThrottlingException, true",
    "500, InternalServerError, true",
    "503, ServiceUnavailable, true",
    "400, ValidationException, false",
    "400, ResourceNotFoundException, false",
    "403, AccessDeniedException, false",
    "403, ExpiredTokenException, false",
    "403, UnrecognizedClientException, false",
    "413, RequestTooLargeException, false",
  })
  void anAnswerOfTheService(int status, String code, boolean worthRetry) {
    assertThat(ServiceErrors.isWorthRetry(answer(status, code))).isEqualTo(worthRetry);
  }

  @Test
  void whatWentWrongOnTheWayIsWorthARetry() {
    assertThat(ServiceErrors.isWorthRetry(ApiCallTimeoutException.create(5_000))).isTrue();
    assertThat(ServiceErrors.isWorthRetry(ApiCallAttemptTimeoutException.create(5_000))).isTrue();
    assertThat(ServiceErrors.isWorthRetry(caused(new SocketException("Connection reset"))))
        .isTrue();
    assertThat(ServiceErrors.isWorthRetry(caused(new IllegalStateException(new IOException()))))
        .isTrue();
  }

  @Test
  void missingCredentialsAreNot() {
    assertThat(ServiceErrors.isWorthRetry(SdkClientException.create("Unable to load credentials")))
        .isFalse();
  }

  @Test
  void anErrorIsDescribedInOneLine() {
    assertThat(ServiceErrors.describe(answer(400, "ValidationException")))
        .isEqualTo("ValidationException: too long");
    assertThat(ServiceErrors.describe(SdkClientException.create("first\nsecond")))
        .isEqualTo("first");
    assertThat(
            ServiceErrors.describe(
                AwsServiceException.builder()
                    .statusCode(500)
                    .awsErrorDetails(AwsErrorDetails.builder().build())
                    .build()))
        .isEqualTo("AwsServiceException");
    assertThat(ServiceErrors.describe(new IllegalStateException()))
        .isEqualTo("IllegalStateException");
  }

  private static SdkException answer(int status, String code) {
    return AwsServiceException.builder()
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage("too long").build())
        .build();
  }

  private static SdkException caused(Throwable cause) {
    return SdkClientException.create("the call failed", cause);
  }
}

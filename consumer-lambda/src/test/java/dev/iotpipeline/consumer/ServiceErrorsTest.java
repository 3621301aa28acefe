package dev.iotpipeline.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

class ServiceErrorsTest {

  @ParameterizedTest
  @CsvSource({
    "400, ProvisionedThroughputExceededException, true",
    "400, ThrottlingException, true",
    "400, RequestLimitExceeded, true",
    "429, TooManyRequestsException, true",
    "500, InternalServerError, true",
    "503, ServiceUnavailable, true",
    "400, ValidationException, false",
    "400, ResourceNotFoundException, false",
    "400, AccessDeniedException, false",
    "400, ExpiredTokenException, false",
    "413, RequestTooLarge, false"
  })
  void throttlingAndFaultsOfTheServiceAreTransient(int status, String code, boolean expected) {
    assertThat(ServiceErrors.isTransient(FakeDynamoDb.error(status, code, ""))).isEqualTo(expected);
  }

  @Test
  void whatGoesWrongOnTheWayIsTransient() {
    assertThat(ServiceErrors.isTransient(ApiCallTimeoutException.create(3_000))).isTrue();
    assertThat(
            ServiceErrors.isTransient(
                SdkClientException.create(
                    "no connection", new UncheckedIOException(new ConnectException("refused")))))
        .isTrue();
  }

  @Test
  void missingCredentialsAreNot() {
    assertThat(ServiceErrors.isTransient(SdkClientException.create("no credentials"))).isFalse();
  }
}

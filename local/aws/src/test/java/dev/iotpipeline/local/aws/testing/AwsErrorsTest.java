package dev.iotpipeline.local.aws.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

class AwsErrorsTest {

  static Stream<AwsServiceException> throttling() {
    return Stream.of(
        AwsErrors.dynamoDbThrottling(),
        AwsErrors.kinesisThrottling(),
        AwsErrors.lambdaThrottling(),
        AwsErrors.snsThrottling(),
        AwsErrors.cloudWatchThrottling());
  }

  static Stream<AwsServiceException> serverErrors() {
    return Stream.of(
        AwsErrors.dynamoDbServerError(), AwsErrors.lambdaServerError(), AwsErrors.snsServerError());
  }

  @ParameterizedTest
  @MethodSource("throttling")
  void throttlingHasAStatusBelow500AndACode(AwsServiceException error) {
    assertThat(error.statusCode()).isIn(400, 429);
    assertThat(error.awsErrorDetails().errorCode()).isNotBlank();
    assertThat(error.requestId()).hasSize(36);
  }

  @ParameterizedTest
  @MethodSource("serverErrors")
  void aServerErrorHasStatus500(AwsServiceException error) {
    assertThat(error.statusCode()).isEqualTo(500);
    assertThat(error.isThrottlingException()).isFalse();
  }
}

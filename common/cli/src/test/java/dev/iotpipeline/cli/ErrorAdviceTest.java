package dev.iotpipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.iotpipeline.aws.InvalidSettingException;
import dev.iotpipeline.cli.ErrorAdvice.LocalOption;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

final class ErrorAdviceTest {

  private final ErrorAdvice advice =
      new ErrorAdvice("stream s", "--stream", "AWS_ENDPOINT_URL_KINESIS", LocalOption.ABSENT);
  private final ErrorAdvice withoutLocal = redrive(LocalOption.NOT_GIVEN);
  private final ErrorAdvice withLocal = redrive(LocalOption.GIVEN);

  private static ErrorAdvice redrive(LocalOption local) {
    return new ErrorAdvice("what was named", "--queue and --table", "AWS_ENDPOINT_URL", local);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ResourceNotFoundException | stream s does not exist in this account and region"
            + " (ResourceNotFoundException: said the test): check --stream; AWS_REGION sets the"
            + " region",
        "AccessDeniedException | the credentials do not allow the call (AccessDeniedException: said"
            + " the test)",
        "ExpiredTokenException | AWS does not accept the credentials (ExpiredTokenException: said"
            + " the test): check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or"
            + " AWS_PROFILE",
        "ValidationException | AWS refused the call (ValidationException: said the test)",
      })
  void anAnswerOfTheServiceIsExplained(String code, String line) {
    AwsErrorDetails details =
        AwsErrorDetails.builder().errorCode(code).errorMessage("said the test").build();

    assertThat(
            advice.explain(
                AwsServiceException.builder().statusCode(400).awsErrorDetails(details).build()))
        .isEqualTo(line);
  }

  @Test
  void anEndpointThatDoesNotAnswerIsExplained() {
    SdkClientException error =
        SdkClientException.create("no", new ConnectException("Connection refused"));

    assertThat(advice.explain(error))
        .isEqualTo(
            "the endpoint cannot be reached (Connection refused): check AWS_ENDPOINT_URL_KINESIS,"
                + " AWS_REGION and the network");
    assertThat(withoutLocal.explain(error))
        .isEqualTo(
            "the endpoint cannot be reached (Connection refused): check AWS_ENDPOINT_URL,"
                + " AWS_REGION and the network");
    assertThat(withLocal.explain(error))
        .isEqualTo(
            "the endpoint cannot be reached (Connection refused): check that ./run-local runs, and"
                + " its ports");
  }

  @ParameterizedTest
  @CsvSource({
    "Unable to load region from a chain, 'no region is set: set AWS_REGION'",
    "Unable to load credentials from a chain, no AWS credentials were found: set AWS_ACCESS_KEY_ID",
    "Something else, AWS cannot be called (Something else): check AWS_REGION",
  })
  void aSettingThatIsMissingIsNamed(String message, String start) {
    SdkClientException error = SdkClientException.create(message + "\nsecond line");

    assertThat(advice.explain(error)).startsWith(start).hasLineCount(1).doesNotContain("--local");
    if (message.startsWith("Unable")) {
      assertThat(withoutLocal.explain(error)).startsWith(start).endsWith(", or give --local");
    }
  }

  @Test
  void anEndpointThatIsNoUrlIsExplained() {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(
            () ->
                withLocal.client(
                    () -> {
                      throw new NullPointerException("no scheme");
                    }))
        .withMessage(
            "the AWS settings make no sense (no scheme): AWS_ENDPOINT_URL has to be a URL, as"
                + " http://127.0.0.1:4567");
  }

  @Test
  void aClientThatCannotBeMadeIsExplained() {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(
            () ->
                advice.client(
                    () -> {
                      throw SdkClientException.create("Unable to load region from a chain");
                    }))
        .withMessageStartingWith("no region is set: set AWS_REGION");
    assertThat(advice.<String>client(() -> "a client")).isEqualTo("a client");
  }
}

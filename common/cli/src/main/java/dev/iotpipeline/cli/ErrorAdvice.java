package dev.iotpipeline.cli;

import dev.iotpipeline.aws.InvalidSettingException;
import dev.iotpipeline.aws.ServiceErrors;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Explains errors of the SDK to the person who started a command: one line that says what is wrong
 * and what to set.
 *
 * @param target what the command asked for, as the subject of a sentence: {@code stream s}
 * @param targetOptions the options and variables that name it
 * @param endpointVariable the environment variable that sets the endpoint
 * @param localOption whether the command talks to a local run by an option {@code --local}
 */
public record ErrorAdvice(
    String target, String targetOptions, String endpointVariable, LocalOption localOption) {

  /** What a command does with an option {@code --local}. */
  public enum LocalOption {
    /** It has no such option. */
    ABSENT,
    /** It has one, which was not given. */
    NOT_GIVEN,
    /** It was given, so that no endpoint, region or credentials have to be set. */
    GIVEN
  }

  /**
   * Makes a client, or says why that is impossible.
   *
   * @throws InvalidSettingException if the SDK finds no region, or the endpoint is no URL
   */
  public <C> C client(Supplier<C> maker) {
    try {
      return maker.get();
    } catch (SdkException e) {
      throw new InvalidSettingException(explain(e));
    } catch (IllegalArgumentException | NullPointerException e) {
      // The SDK throws these two for an endpoint that is no URL.
      throw new InvalidSettingException(
          "the AWS settings make no sense (%s): %s has to be a URL, as http://127.0.0.1:4567"
              .formatted(ServiceErrors.describe(e), endpointVariable));
    }
  }

  /** One line for an error that came from a call, or from making a client. */
  public String explain(SdkException error) {
    String detail = ServiceErrors.describe(error);
    if (!(error instanceof AwsServiceException)) {
      return explainClient(error, detail);
    }
    if (ServiceErrors.isMissing(error)) {
      return "%s does not exist in this account and region (%s): check %s; AWS_REGION sets the region"
          .formatted(target, detail, targetOptions);
    }
    if (ServiceErrors.isAccessDenied(error)) {
      return "the credentials do not allow the call (" + detail + ")";
    }
    if (ServiceErrors.areCredentialsRefused(error)) {
      return "AWS does not accept the credentials (%s): check AWS_ACCESS_KEY_ID,".formatted(detail)
          + " AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or AWS_PROFILE";
    }
    return "AWS refused the call (" + detail + ")";
  }

  private String explainClient(SdkException error, String detail) {
    Optional<IOException> network = ServiceErrors.ioCause(error);
    if (network.isPresent()) {
      return "the endpoint cannot be reached (%s): check %s"
          .formatted(
              ServiceErrors.describe(network.get()),
              localOption == LocalOption.GIVEN
                  ? "that ./run-local runs, and its ports"
                  : endpointVariable + ", AWS_REGION and the network");
    }
    // The SDK has no class of its own for these two; its message is the only sign.
    if (detail.contains("Unable to load region")) {
      return "no region is set: set AWS_REGION, for example to us-east-1"
          + (localOption == LocalOption.NOT_GIVEN ? ", or give --local" : "");
    }
    if (detail.contains("Unable to load credentials")) {
      return "no AWS credentials were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or"
          + " AWS_PROFILE"
          + (localOption == LocalOption.NOT_GIVEN
              ? ", or give --local"
              : "; a local endpoint takes any");
    }
    return "AWS cannot be called (%s): check AWS_REGION, and that %s, if it is set, is a URL as http://127.0.0.1:4567"
        .formatted(detail, endpointVariable);
  }
}

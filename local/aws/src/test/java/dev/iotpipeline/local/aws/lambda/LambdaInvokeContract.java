package dev.iotpipeline.local.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotpipeline.local.aws.contract.Clients;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/**
 * What a caller may expect of Lambda's asynchronous invocations, from AWS and from the stand-in.
 */
abstract class LambdaInvokeContract {

  abstract LambdaClient lambda();

  /** The function, which has an alias {@code live}. */
  abstract String functionName();

  @Test
  void anEventIsTakenAtOnce() {
    for (String name : new String[] {functionName(), functionName() + ":live"}) {
      assertThat(invoke(name, "{\"a\":1}").statusCode()).isEqualTo(202);
    }
  }

  @Test
  void anUnknownFunctionIsRefused() {
    assertThatThrownBy(() -> invoke(Clients.uniqueName(), "{}"))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Function not found: arn:aws:lambda:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "no", "{\"a\":}"})
  void aPayloadThatIsNoJsonIsRefused(String payload) {
    assertThatThrownBy(() -> invoke(functionName(), payload))
        .isInstanceOf(InvalidRequestContentException.class);
  }

  @Test
  void anEventOfMoreThanAMegabyteIsRefused() {
    String large = "\"" + "x".repeat(1 << 20) + "\"";

    assertThatThrownBy(() -> invoke(functionName(), large))
        .isInstanceOf(RequestTooLargeException.class);
  }

  InvokeResponse invoke(String function, String payload) {
    return lambda()
        .invoke(
            request ->
                request
                    .functionName(function)
                    .invocationType(InvocationType.EVENT)
                    .payload(SdkBytes.fromUtf8String(payload)));
  }
}

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
 * What a caller may expect of Lambda's invocations, whoever plays it. The function answers with its
 * event, or fails with an error {@code Boom} if the event says {@code fail}.
 */
abstract class LambdaInvokeContract {

  static final String FAILING_EVENT = "{\"fail\":true}";

  abstract LambdaClient lambda();

  /** The function, which has an alias {@code live}. */
  abstract String functionName();

  abstract String functionArn();

  @Test
  void anEventIsTakenAtOnce() {
    assertThat(invoke(functionName() + ":live", InvocationType.EVENT, "{\"a\":1}").statusCode())
        .isEqualTo(202);
  }

  @Test
  void aSynchronousCallHasTheAnswer() {
    InvokeResponse answer =
        invoke(functionName(), InvocationType.REQUEST_RESPONSE, "{\"ok\":true}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.payload().asUtf8String()).isEqualTo("{\"ok\":true}");
    assertThat(answer.executedVersion()).isEqualTo("$LATEST");
    assertThat(answer.functionError()).isNull();
  }

  @Test
  void theFunctionHasSeveralNames() {
    for (String name :
        new String[] {
          functionName(), functionName() + ":$LATEST", functionName() + ":live", functionArn()
        }) {
      assertThat(invoke(name, InvocationType.REQUEST_RESPONSE, "{}").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void theAliasMayBeAQualifier() {
    InvokeResponse answer =
        lambda().invoke(request -> request.functionName(functionName()).qualifier("live"));

    assertThat(answer.payload().asUtf8String()).isEqualTo("{}");
    assertThatThrownBy(
            () -> lambda().invoke(request -> request.functionName(functionName()).qualifier("old")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void anErrorOfTheFunctionIsNoErrorOfTheCall() {
    InvokeResponse answer = invoke(functionName(), InvocationType.REQUEST_RESPONSE, FAILING_EVENT);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.functionError()).isEqualTo("Unhandled");
    assertThat(answer.payload().asUtf8String())
        .contains("\"errorType\":\"Boom\"", "\"errorMessage\":\"no\"");
  }

  @Test
  void aDryRunHasNoAnswer() {
    assertThat(invoke(functionName(), InvocationType.DRY_RUN, "{}").statusCode()).isEqualTo(204);
  }

  @Test
  void anUnknownFunctionIsRefused() {
    assertThatThrownBy(() -> invoke(Clients.uniqueName(), InvocationType.EVENT, "{}"))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Function not found: arn:aws:lambda:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "no", "{\"a\":}"})
  void aPayloadThatIsNoJsonIsRefused(String payload) {
    assertThatThrownBy(() -> invoke(functionName(), InvocationType.EVENT, payload))
        .isInstanceOf(InvalidRequestContentException.class);
  }

  @Test
  void anEventOfMoreThanAMegabyteIsRefused() {
    String large = "\"" + "x".repeat(1 << 20) + "\"";

    assertThatThrownBy(() -> invoke(functionName(), InvocationType.EVENT, large))
        .isInstanceOf(RequestTooLargeException.class);
  }

  InvokeResponse invoke(String function, InvocationType type, String payload) {
    return lambda()
        .invoke(
            request ->
                request
                    .functionName(function)
                    .invocationType(type)
                    .payload(SdkBytes.fromUtf8String(payload)));
  }
}

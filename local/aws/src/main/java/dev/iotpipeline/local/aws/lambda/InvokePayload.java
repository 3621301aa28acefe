package dev.iotpipeline.local.aws.lambda;

import dev.iotpipeline.local.aws.http.Json;
import java.io.IOException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;

/** What an asynchronous invocation takes as an event: one JSON value within the limit. */
final class InvokePayload {

  /** 1 MB; it was 256 KB before late 2025. */
  private static final int MOST_BYTES = 1024 * 1024;

  private InvokePayload() {}

  /**
   * The event of a request, checked.
   *
   * @throws software.amazon.awssdk.services.lambda.model.LambdaException if it is too large or no
   *     JSON
   */
  static byte[] of(InvokeRequest request) {
    SdkBytes given = request.payload();
    byte[] payload = given == null ? new byte[0] : given.asByteArray();
    if (payload.length > MOST_BYTES) {
      throw LambdaErrors.tooLarge(payload.length, MOST_BYTES);
    }
    if (!isJson(payload)) {
      throw LambdaErrors.notJson();
    }
    return payload;
  }

  private static boolean isJson(byte[] payload) {
    try {
      return !Json.MAPPER.readTree(payload).isMissingNode();
    } catch (IOException e) {
      return false;
    }
  }
}

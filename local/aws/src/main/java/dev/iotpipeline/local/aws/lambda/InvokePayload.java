package dev.iotpipeline.local.aws.lambda;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;

/** What the Invoke operation takes as an event: one JSON value within the limit. */
final class InvokePayload {

  /** 1 MB; it was 256 KB before late 2025. */
  private static final int MOST_BYTES_ASYNCHRONOUS = 1024 * 1024;

  private static final int MOST_BYTES_SYNCHRONOUS = 6 * 1024 * 1024;

  private static final byte[] NO_PAYLOAD = "{}".getBytes(StandardCharsets.US_ASCII);

  private InvokePayload() {}

  /**
   * The event of a request, checked.
   *
   * @throws software.amazon.awssdk.services.lambda.model.LambdaException if it is too large or no
   *     JSON
   */
  static byte[] of(InvokeRequest request) {
    byte[] payload = request.payload() == null ? NO_PAYLOAD : request.payload().asByteArray();
    boolean asynchronous = request.invocationType() == InvocationType.EVENT;
    int limit = asynchronous ? MOST_BYTES_ASYNCHRONOUS : MOST_BYTES_SYNCHRONOUS;
    if (payload.length > limit) {
      String type = asynchronous ? "Event" : "RequestResponse";
      throw LambdaErrors.tooLarge(payload.length, type, limit);
    }
    if (!isJson(payload)) {
      throw LambdaErrors.notJson();
    }
    return payload;
  }

  private static boolean isJson(byte[] payload) {
    try (JsonParser json = Json.FACTORY.createParser(payload)) {
      boolean hasValue = json.nextToken() != null;
      json.skipChildren();
      return hasValue && json.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }
}

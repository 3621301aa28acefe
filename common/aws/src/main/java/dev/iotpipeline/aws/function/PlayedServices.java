package dev.iotpipeline.aws.function;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/** AWS as it answers when all is well and nothing is there, without anything being sent. */
final class PlayedServices {

  private static final String SNS_ANSWER =
      """
      <PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult>\
      <MessageId>1</MessageId></PublishResult></PublishResponse>""";

  /** An empty map in CBOR. */
  private static final byte[] CLOUDWATCH_ANSWER = {(byte) 0xa0};

  private final Set<URI> endpoints = ConcurrentHashMap.newKeySet();

  /** The endpoints that were called. */
  Set<URI> endpoints() {
    return endpoints;
  }

  ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        endpoints.add(request.httpRequest().getUri().resolve("/"));
        return answer(request.httpRequest(), body(request));
      }

      @Override
      public void abort() {}
    };
  }

  private static String body(HttpExecuteRequest request) {
    return request
        .contentStreamProvider()
        .map(
            content -> {
              try (InputStream bytes = content.newStream()) {
                return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
              } catch (IOException e) {
                throw new UncheckedIOException("reading from memory cannot fail", e);
              }
            })
        .orElse("");
  }

  private static HttpExecuteResponse answer(SdkHttpRequest request, String body) {
    if (request.firstMatchingHeader("X-Amz-Target").isPresent()) {
      byte[] json = dynamoDb(body).getBytes(StandardCharsets.UTF_8);
      CRC32 checksum = new CRC32();
      checksum.update(json);
      return answer(200, json, Map.of("x-amz-crc32", String.valueOf(checksum.getValue())));
    }
    if (request.firstMatchingHeader("smithy-protocol").isPresent()) {
      return answer(200, CLOUDWATCH_ANSWER, Map.of("smithy-protocol", "rpc-v2-cbor"));
    }
    return body.startsWith("Action=")
        ? answer(200, SNS_ANSWER.getBytes(StandardCharsets.UTF_8), Map.of())
        : answer(202, new byte[0], Map.of());
  }

  /** An answer without fields fits all operations but the one that answers each statement. */
  private static String dynamoDb(String body) {
    int statements = body.split("\"Statement\":", -1).length - 1;
    return statements == 0
        ? "{}"
        : "{\"Responses\":[" + String.join(",", Collections.nCopies(statements, "{}")) + "]}";
  }

  private static HttpExecuteResponse answer(int status, byte[] body, Map<String, String> headers) {
    SdkHttpFullResponse.Builder response =
        SdkHttpFullResponse.builder()
            .statusCode(status)
            .putHeader("Content-Length", String.valueOf(body.length))
            .putHeader("x-amzn-RequestId", "rehearsal");
    headers.forEach(response::putHeader);
    return HttpExecuteResponse.builder()
        .response(response.build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
        .build();
  }
}

package dev.iotpipeline.local.aws.kinesis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import dev.iotpipeline.aws.EventLog;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

class KinesisHttpTest {

  private static final String JSON = "application/x-amz-json-1.1";
  private static final String CBOR = "application/x-amz-cbor-1.1";

  @AutoClose private final TestEndpoint endpoint = new TestEndpoint(1);

  @Test
  void itListensOnTheLoopbackAddressAlone() {
    assertThat(endpoint.endpoint.uri().toString()).matches("http://127\\.0\\.0\\.1:[0-9]+");
  }

  @Test
  void aTakenPortIsOneClearLine() {
    int port = endpoint.endpoint.uri().getPort();
    EventLog log = new EventLog(line -> {}, endpoint.clock);

    assertThatThrownBy(() -> new KinesisEndpoint(endpoint.stream, port, endpoint.clock, log))
        .isInstanceOf(PortUnavailableException.class)
        .hasMessageContaining("cannot listen on port " + port)
        .hasMessageContaining("choose another port")
        .hasMessageNotContaining("\n");
  }

  @Test
  void aClosedEndpointFreesItsPort() {
    int port = endpoint.endpoint.uri().getPort();
    endpoint.endpoint.close();

    try (KinesisEndpoint next =
        new KinesisEndpoint(
            endpoint.stream, port, endpoint.clock, new EventLog(line -> {}, endpoint.clock))) {
      assertThat(next.uri().getPort()).isEqualTo(port);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {JSON, JSON + "; charset=utf-8", CBOR})
  void theAnswerIsInTheFormatOfTheRequest(String type) throws Exception {
    ObjectMapper mapper = type.equals(CBOR) ? new CBORMapper() : new JsonMapper();
    byte[] body = mapper.writeValueAsBytes(Map.of("StreamName", TestEndpoint.STREAM));

    HttpResponse<byte[]> answer =
        endpoint.send(signed("DescribeStreamSummary", type, body).build());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(answered -> assertThat(type).startsWith(answered));
    assertThat(answer.headers().firstValue("x-amzn-RequestId")).get().asString().hasSize(36);
  }

  @Test
  void timesInCborAreTaggedMilliseconds() throws Exception {
    endpoint.put("a", "21.5");
    String iterator = endpoint.iterator(ShardIteratorType.TRIM_HORIZON);
    byte[] body = new CBORMapper().writeValueAsBytes(Map.of("ShardIterator", iterator));

    byte[] answer = endpoint.send(signed("GetRecords", CBOR, body).build()).body();

    try (CBORParser parser = new CBORFactory().createParser(answer)) {
      while (!"ApproximateArrivalTimestamp".equals(parser.currentName())) {
        assertThat(parser.nextToken()).isNotNull();
      }
      parser.nextToken();
      assertThat(parser.getCurrentTag()).isEqualTo(1);
      assertThat(parser.getLongValue()).isEqualTo(1795428930123L);
    }
  }

  @Test
  void aRefusalIsNamedInHeaderAndBody() {
    HttpResponse<byte[]> answer = endpoint.send(signed("PutRecord", JSON, ascii("{}")).build());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("x-amzn-ErrorType")).hasValue("ValidationException");
    assertThat(endpoint.tree(answer).get("__type").textValue()).isEqualTo("ValidationException");
  }

  @Test
  void aRequestIdReachesTheCallerOfTheSdk() {
    assertThatThrownBy(() -> endpoint.put("", "21.5"))
        .isInstanceOfSatisfying(
            KinesisException.class,
            refusal -> {
              assertThat(refusal.requestId()).hasSize(36);
              assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
            });
  }

  @Test
  void anOperationThatIsNotHereIsRefusedWithThoseThatAre() {
    JsonNode refusal = endpoint.json(400, "SplitShard", "{}");

    assertThat(refusal.get("__type").textValue()).isEqualTo("UnknownOperationException");
    assertThat(refusal.get("message").textValue()).contains("'SplitShard'", "PutRecords");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{} {}",
        "{\"StreamName\":5}",
        "{\"StreamName\":true}",
        "{\"StreamName\":[\"a\"]}",
        "{\"Data\":\"not base64!\"}",
        "{\"Data\":17}",
      })
  void aMalformedBodyIsRefused(String body) {
    JsonNode refusal = endpoint.json(400, "PutRecord", body);

    assertThat(refusal.get("__type").textValue()).isEqualTo("SerializationException");
  }

  @Test
  void aFieldOfTheWrongTypeIsNamed() {
    JsonNode refusal = endpoint.json(400, "PutRecords", "{\"Records\":[{},{\"PartitionKey\":5}]}");

    assertThat(refusal.get("message").textValue())
        .isEqualTo("The body is no JSON request: Records.1.PartitionKey has the wrong type");
  }

  @Test
  void aNullAmongRecordsIsRefused() {
    JsonNode refusal = endpoint.json(400, "PutRecords", "{\"Records\":[null]}");

    assertThat(refusal.get("message").textValue()).contains("Value null at 'records.1.member'");
  }

  @Test
  void malformedCborIsRefusedInCbor() throws Exception {
    byte[] cutShort = {(byte) 0xbf, 0x6a};

    HttpResponse<byte[]> answer = endpoint.send(signed("PutRecord", CBOR, cutShort).build());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new CBORMapper().readTree(answer.body()).get("__type").textValue())
        .isEqualTo("SerializationException");
  }

  @Test
  void anUnsignedRequestIsRefused() {
    HttpResponse<byte[]> answer =
        endpoint.send(
            endpoint.request("{}").header("X-Amz-Target", "Kinesis_20131202.PutRecord").build());

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(endpoint.tree(answer).get("__type").textValue())
        .isEqualTo("MissingAuthenticationTokenException");
  }

  @Test
  void whatIsNoCallOfAnOperationIsToldWhatWouldBe() {
    HttpResponse<byte[]> answer =
        endpoint.send(
            HttpRequest.newBuilder(endpoint.endpoint.uri())
                .header("Authorization", "AWS4-HMAC-SHA256 unchecked")
                .GET()
                .build());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(endpoint.tree(answer).get("message").textValue())
        .contains("POST", "X-Amz-Target: Kinesis_20131202.");
  }

  @Test
  void aBodyBeyondAnyRequestIsRefused() {
    byte[] body = new byte[9 * 1024 * 1024];

    HttpResponse<byte[]> answer = endpoint.send(signed("PutRecords", JSON, body).build());

    assertThat(endpoint.tree(answer).get("__type").textValue())
        .isEqualTo("RequestEntityTooLargeException");
  }

  @Test
  void aRefusalIsNoFaultToLog() {
    endpoint.json(400, "PutRecord", "{");
    endpoint.json(400, "SplitShard", "{}");

    assertThat(endpoint.log).isEmpty();
  }

  @Test
  void aFaultOfTheEndpointItselfIsAnsweredAndLogged() {
    endpoint.clock.set(null);

    JsonNode answer =
        endpoint.json(
            500,
            "PutRecord",
            "{\"StreamName\":\"iot-telemetry-stream\",\"PartitionKey\":\"a\",\"Data\":\"c2VjcmV0\"}");

    assertThat(answer.get("__type").textValue()).isEqualTo("InternalFailureException");
    assertThat(endpoint.log)
        .singleElement(STRING)
        .contains("\"event\":\"local_request_failed\"", "Kinesis_20131202.PutRecord")
        .doesNotContain("c2VjcmV0");
  }

  private HttpRequest.Builder signed(String operation, String type, byte[] body) {
    return HttpRequest.newBuilder(endpoint.endpoint.uri())
        .POST(BodyPublishers.ofByteArray(body))
        .header("Content-Type", type)
        .header("X-Amz-Target", "Kinesis_20131202." + operation)
        .header("Authorization", "AWS4-HMAC-SHA256 unchecked");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}

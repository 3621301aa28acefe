package dev.iotpipeline.benchmarks.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.benchmarks.function.RuntimeApi.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class StandInsTest {

  private static final String INSERT =
      """
      {"Statements":[{"Statement":"INSERT INTO \\"shadows\\" VALUE {'device_id': ?, 'readings': ?}",
       "Parameters":[{"S":"sensor-1"},{"N":"1"}]}]}""";
  private static final String UPDATE =
      """
      {"Statements":[{"Statement":"UPDATE \\"shadows\\" SET \\"readings\\" = ? SET \\"place\\" = ? \
      WHERE device_id = ? AND place = ?",
       "Parameters":[{"N":"2"},{"S":"new"},{"S":"sensor-1"},{"S":"old"}]}]}""";
  private static final String GET =
      """
      {"RequestItems":{"shadows":{"Keys":[{"device_id":{"S":"sensor-1"}},\
      {"device_id":{"S":"sensor-2"}}]}}}""";

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void dynamoDbAnswersWithTheChecksumThatTheSdkChecks() throws Exception {
    try (StorageStandIn storage = new StorageStandIn()) {
      HttpResponse<String> answer = call(storage, "BatchWriteItem", "{}");

      CRC32 checksum = new CRC32();
      checksum.update(answer.body().getBytes(StandardCharsets.UTF_8));
      assertThat(answer.body()).isEqualTo("{\"UnprocessedItems\":{}}");
      assertThat(answer.headers().firstValue("x-amz-crc32"))
          .hasValue(String.valueOf(checksum.getValue()));
    }
  }

  @Test
  void callsAreCountedByServiceUntilTheyAreTaken() throws Exception {
    try (StorageStandIn storage = new StorageStandIn()) {
      call(storage, "PutItem", "{}");
      call(storage, "PutItem", "{}");
      HttpRequest invoke =
          HttpRequest.newBuilder(
                  URI.create(storage.url() + "/2015-03-31/functions/alert/invocations"))
              .POST(BodyPublishers.noBody())
              .build();

      assertThat(client.send(invoke, BodyHandlers.discarding()).statusCode()).isEqualTo(202);
      assertThat(storage.takeCalls()).isEqualTo(Map.of(Service.PUT_ITEM, 2, Service.INVOKE, 1));
      assertThat(storage.takeCalls()).isEmpty();
    }
  }

  @Test
  void shadowsAreReadAsTheyWereWritten() throws Exception {
    try (StorageStandIn storage = new StorageStandIn()) {
      assertThat(call(storage, "BatchGetItem", GET).body()).contains("\"shadows\":[]");

      call(storage, "BatchExecuteStatement", INSERT);
      assertThat(call(storage, "BatchGetItem", GET).body())
          .contains("[{\"device_id\":{\"S\":\"sensor-1\"},\"readings\":{\"N\":\"1\"}}]");

      call(storage, "BatchExecuteStatement", UPDATE);
      assertThat(call(storage, "BatchGetItem", GET).body())
          .contains("\"readings\":{\"N\":\"2\"}", "\"place\":{\"S\":\"new\"}", "sensor-1");
    }
  }

  @Test
  void droppedConnectionsCanBeMadeAgain() throws Exception {
    try (StorageStandIn storage = new StorageStandIn()) {
      String url = storage.url();
      call(storage, "PutItem", "{}");

      storage.dropConnections();

      assertThat(storage.url()).isEqualTo(url);
      assertThat(call(storage, "PutItem", "{}").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aFunctionIsRestoredGetsAnEventAndAnswers() throws Exception {
    try (RuntimeApi api = new RuntimeApi()) {
      CompletableFuture<String> function =
          CompletableFuture.supplyAsync(
              () -> {
                get(api, "restore/next");
                String event = get(api, "invocation/next");
                post(api, "invocation/request-1/response", "done");
                return event;
              });

      api.awaitSnapshot();
      api.restore();
      Answer answer = api.invoke("an event".getBytes(StandardCharsets.UTF_8));

      assertThat(answer.kind()).isEqualTo("response");
      assertThat(answer.body()).isEqualTo("done");
      assertThat(function.join()).isEqualTo("an event");
    }
  }

  @Test
  void anErrorAtTheStartIsAnAnswer() throws Exception {
    try (RuntimeApi api = new RuntimeApi()) {
      post(api, "init/error", "a setting is missing");

      assertThat(api.awaitAnswer().kind()).isEqualTo("init/error");
    }
  }

  private HttpResponse<String> call(StorageStandIn storage, String operation, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(storage.url()))
            .header("X-Amz-Target", "DynamoDB_20120810." + operation)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private String get(RuntimeApi api, String path) {
    return client
        .sendAsync(request(api, path).GET().build(), BodyHandlers.ofString())
        .join()
        .body();
  }

  private void post(RuntimeApi api, String path, String body) {
    client
        .sendAsync(
            request(api, path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString())
        .join();
  }

  private static HttpRequest.Builder request(RuntimeApi api, String path) {
    return HttpRequest.newBuilder(
        URI.create("http://" + api.address() + "/2018-06-01/runtime/" + path));
  }
}

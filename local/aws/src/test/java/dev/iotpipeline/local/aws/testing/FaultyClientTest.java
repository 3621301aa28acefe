package dev.iotpipeline.local.aws.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

class FaultyClientTest {

  private final List<String> done = new ArrayList<>();

  /** Notes what reaches it. */
  private final DynamoDbClient real =
      new DynamoDbClient() {
        @Override
        public GetItemResponse getItem(GetItemRequest request) {
          done.add("get from " + request.tableName());
          return GetItemResponse.builder().build();
        }

        @Override
        public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
          request.requestItems().get("t").forEach(write -> done.add("write " + name(write)));
          return BatchWriteItemResponse.builder().build();
        }

        @Override
        public String serviceName() {
          return SERVICE_NAME;
        }

        @Override
        public void close() {
          done.add("close");
        }
      };

  private final FaultyClient<DynamoDbClient> faulty =
      new FaultyClient<>(DynamoDbClient.class, real);
  private final DynamoDbClient client = faulty.client();

  @Test
  void withoutAnOrderEveryCallGoesThrough() {
    client.getItem(GetItemRequest.builder().tableName("t").build());
    client.getItem(request -> request.tableName("u"));
    client.close();

    assertThat(client.serviceName()).isEqualTo("dynamodb");
    assertThat(done).containsExactly("get from t", "get from u", "close");
    assertThat(faulty.requests(GetItemRequest.class))
        .extracting(GetItemRequest::tableName)
        .containsExactly("t", "u");
    assertThat(faulty.requests(BatchWriteItemRequest.class)).isEmpty();
  }

  @Test
  void anErrorStrikesAsManyCallsAsOrderedAndNothingIsDone() {
    faulty.next(2, GetItemRequest.class, Fault.error(AwsErrors::dynamoDbThrottling));

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(this::get)
          .isInstanceOfSatisfying(
              ProvisionedThroughputExceededException.class,
              e -> assertThat(e.isThrottlingException()).isTrue());
    }
    get();
    write("a");

    assertThat(done).containsExactly("get from t", "write a");
    assertThat(faulty.requests(GetItemRequest.class)).hasSize(3);
  }

  @Test
  void ordersAreCarriedOutOneAfterTheOther() {
    faulty.next(1, GetItemRequest.class, Fault.error(AwsErrors::dynamoDbServerError));
    faulty.next(1, GetItemRequest.class, Fault.error(AwsErrors::connectionReset));

    assertThatThrownBy(this::get).isInstanceOf(InternalServerErrorException.class);
    assertThatThrownBy(this::get)
        .isInstanceOf(SdkClientException.class)
        .hasRootCauseMessage("Connection reset");
    get();
  }

  @Test
  void anOrderIsForTheRequestsThatFit() {
    faulty.always(
        GetItemRequest.class,
        request -> request.tableName().equals("u"),
        Fault.error(() -> AwsErrors.dynamoDbValidation("no")));

    get();
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> client.getItem(request -> request.tableName("u")))
          .isInstanceOfSatisfying(
              DynamoDbException.class, e -> assertThat(e.statusCode()).isEqualTo(400));
    }
    faulty.clear();
    client.getItem(request -> request.tableName("u"));

    assertThat(done).containsExactly("get from t", "get from u");
  }

  @Test
  void aLostAnswerIsTheAnswerOfACallThatWasDone() {
    faulty.next(1, GetItemRequest.class, Fault.answerLost(AwsErrors::timeout));

    assertThatThrownBy(this::get).isInstanceOf(SdkClientException.class);

    assertThat(done).containsExactly("get from t");
  }

  @Test
  void somethingMayHappenBeforeTheCall() {
    faulty.next(1, GetItemRequest.class, Fault.meanwhile(() -> done.add("meanwhile")));

    get();

    assertThat(done).containsExactly("meanwhile", "get from t");
  }

  @Test
  void leftoversComeBackAndTheRestIsWritten() {
    faulty.next(2, BatchWriteItemRequest.class, Fault.leftovers(write -> name(write).equals("b")));

    assertThat(write("a", "b", "c").unprocessedItems().get("t"))
        .extracting(FaultyClientTest::name)
        .containsExactly("b");
    assertThat(write("b").unprocessedItems().get("t")).hasSize(1);
    assertThat(write("b").hasUnprocessedItems()).isFalse();

    assertThat(done).containsExactly("write a", "write c", "write b");
  }

  @Test
  void anErrorOfTheServiceItselfArrivesAsItIs() {
    FaultyClient<DynamoDbClient> twice = new FaultyClient<>(DynamoDbClient.class, client);
    faulty.next(1, GetItemRequest.class, Fault.error(AwsErrors::dynamoDbThrottling));

    assertThatThrownBy(() -> twice.client().getItem(request -> request.tableName("t")))
        .isInstanceOf(ProvisionedThroughputExceededException.class);
  }

  @Test
  void aFaultForNoCallIsRefused() {
    assertThatThrownBy(() -> faulty.next(0, GetItemRequest.class, Fault.none()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void get() {
    client.getItem(request -> request.tableName("t"));
  }

  private BatchWriteItemResponse write(String... names) {
    List<WriteRequest> writes = new ArrayList<>();
    for (String name : names) {
      Map<String, AttributeValue> item = Map.of("name", AttributeValue.fromS(name));
      writes.add(WriteRequest.builder().putRequest(put -> put.item(item)).build());
    }
    return client.batchWriteItem(request -> request.requestItems(Map.of("t", writes)));
  }

  private static String name(WriteRequest write) {
    return write.putRequest().item().get("name").s();
  }
}

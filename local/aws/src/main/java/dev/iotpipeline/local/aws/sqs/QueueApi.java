package dev.iotpipeline.local.aws.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.iotpipeline.local.aws.http.HttpAnswer;
import dev.iotpipeline.local.aws.http.HttpApi;
import dev.iotpipeline.local.aws.http.HttpCall;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;

/**
 * SQS over HTTP, as far as messages are read and deleted. Signatures are looked for and not
 * checked. It speaks the AWS JSON 1.0 protocol alone, which SDKs and command line have spoken since
 * late 2023.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/Welcome.html">SQS
 *     API reference</a>
 */
public final class QueueApi implements HttpApi {

  private static final String TARGET_PREFIX = "AmazonSQS.";
  private static final String CONTENT_TYPE = "application/x-amz-json-1.0";

  private final QueueOperations operations;

  /**
   * @param queues what can be read
   */
  public QueueApi(Collection<LocalQueue> queues) {
    this.operations = new QueueOperations(queues);
  }

  @Override
  public boolean takes(String path, String target) {
    return target.startsWith(TARGET_PREFIX);
  }

  @Override
  public HttpAnswer answer(HttpCall call) {
    try {
      if (call.header("Authorization").isEmpty()) {
        throw RefusedCallException.unsigned();
      }
      Map<String, ?> answer =
          operations.call(
              call.target().substring(TARGET_PREFIX.length()),
              new QueueCall(call.body()),
              // A queue's address has to lead back here by the name that the caller knows.
              "http://" + call.header("Host").orElse("localhost"));
      return new HttpAnswer(200, Map.of("Content-Type", CONTENT_TYPE), json(answer));
    } catch (RefusedCallException e) {
      return new HttpAnswer(
          400,
          Map.of("Content-Type", CONTENT_TYPE, "x-amzn-query-error", e.code() + ";Sender"),
          json(Map.of("__type", e.type(), "message", e.getMessage())));
    }
  }

  private static byte[] json(Map<String, ?> answer) {
    try {
      return QueueCall.JSON.writeValueAsBytes(answer);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("every answer can be encoded", e);
    }
  }
}

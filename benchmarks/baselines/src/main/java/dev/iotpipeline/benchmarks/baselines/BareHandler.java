package dev.iotpipeline.benchmarks.baselines;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.List;

/**
 * The least that a handler of a batch can do in Java: Lambda's own deserialiser reads the event,
 * and one HTTP call of the JDK's sends all payloads. No SDK, no signature, no JSON, no alert. What
 * is slower than this is the price of what it does more.
 */
public final class BareHandler implements RequestHandler<KinesisEvent, StreamsEventResponse> {

  @Override
  public StreamsEventResponse handleRequest(KinesisEvent event, Context context) {
    try {
      HttpURLConnection call =
          (HttpURLConnection) new URL(System.getenv("AWS_ENDPOINT_URL")).openConnection();
      call.setRequestMethod("POST");
      call.setDoOutput(true);
      call.setFixedLengthStreamingMode(
          event.getRecords().stream()
              .mapToInt(each -> each.getKinesis().getData().remaining())
              .sum());
      try (OutputStream body = call.getOutputStream()) {
        for (KinesisEvent.KinesisEventRecord each : event.getRecords()) {
          body.write(each.getKinesis().getData().array());
        }
      }
      try (InputStream answer = call.getInputStream()) {
        answer.readAllBytes();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new StreamsEventResponse(List.of());
  }
}

package dev.iotpipeline.consumer;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import dev.iotpipeline.local.aws.testing.FakeContext;
import java.time.Clock;
import java.time.Duration;

/**
 * What Lambda's runtime does with the jar: makes the handler, reads the event, writes the answer.
 */
final class RuntimeMain {

  private RuntimeMain() {}

  public static void main(String[] args) {
    ClassLoader loader = KinesisConsumerHandler.class.getClassLoader();
    KinesisConsumerHandler handler = new KinesisConsumerHandler();
    KinesisEvent event =
        LambdaEventSerializers.serializerFor(KinesisEvent.class, loader).fromJson(System.in);
    StreamsEventResponse response =
        handler.handleRequest(event, new FakeContext(Clock.systemUTC(), Duration.ofMinutes(1)));
    LambdaEventSerializers.serializerFor(StreamsEventResponse.class, loader)
        .toJson(response, System.out);
    System.out.println();
  }
}

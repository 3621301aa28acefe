package dev.iotpipeline.local.aws.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Either kind of AWS handler as one: JSON in, JSON out. */
@FunctionalInterface
interface Handler {

  byte[] handle(byte[] event, Context context) throws IOException;

  /** A handler of typed events, between the serialisers that Lambda's own Java runtime uses. */
  static <I, O> Handler typed(RequestHandler<I, O> handler, Class<I> event, Class<O> response) {
    PojoSerializer<I> reader = serializerFor(event);
    PojoSerializer<O> writer = serializerFor(response);
    return (payload, context) -> {
      O result = handler.handleRequest(reader.fromJson(new ByteArrayInputStream(payload)), context);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      writer.toJson(result, bytes);
      return bytes.toByteArray();
    };
  }

  static Handler streaming(RequestStreamHandler handler) {
    return (payload, context) -> {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      handler.handleRequest(new ByteArrayInputStream(payload), bytes, context);
      return bytes.toByteArray();
    };
  }

  /** The runtime knows some event classes by name and treats every other as a plain bean. */
  private static <T> PojoSerializer<T> serializerFor(Class<T> type) {
    return LambdaEventSerializers.isLambdaSupportedEvent(type.getName())
        ? LambdaEventSerializers.serializerFor(type, type.getClassLoader())
        : JacksonFactory.getInstance().getSerializer(type);
  }
}

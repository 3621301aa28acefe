package dev.iotpipeline.local.aws.kinesis;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import dev.iotpipeline.local.aws.http.RefusedRequestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The two encodings that Kinesis speaks. They differ in bytes (base64 in JSON, plain in CBOR) and
 * in times (seconds with a fraction in JSON, whole milliseconds in CBOR).
 */
enum WireFormat {
  JSON("application/x-amz-json-1.1", new JsonFactory()),
  CBOR("application/x-amz-cbor-1.1", new CBORFactory());

  /** RFC 8949 means seconds by this tag; Kinesis and its SDKs mean milliseconds. */
  private static final int EPOCH_TAG = 1;

  private final String contentType;
  private final ObjectMapper mapper;

  WireFormat(String contentType, JsonFactory factory) {
    this.contentType = contentType;
    this.mapper = mapper(factory);
  }

  /** The format that a Content-Type header names, parameters aside. */
  static Optional<WireFormat> of(String contentType) {
    for (WireFormat format : values()) {
      if (contentType.startsWith(format.contentType)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  String contentType() {
    return contentType;
  }

  /**
   * Decodes a request.
   *
   * @throws RefusedRequestException if the body is not a whole object of this type
   */
  <T> T read(byte[] body, Class<T> type) {
    try {
      T request = mapper.readValue(body, type);
      if (request == null) {
        throw malformed("The body is null where an object is expected");
      }
      return request;
    } catch (JsonProcessingException e) {
      throw malformed("The body is no " + name() + " request: " + reason(e));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory cannot fail", e);
    }
  }

  private static RefusedRequestException malformed(String message) {
    return new RefusedRequestException("SerializationException", message);
  }

  /** Names the field that is at fault, or says in Jackson's words what is no such format. */
  private static String reason(JsonProcessingException e) {
    if (e instanceof MismatchedInputException mismatch && !mismatch.getPath().isEmpty()) {
      return mismatch.getPath().stream()
          .map(step -> step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName())
          .collect(Collectors.joining(".", "", " has the wrong type"));
    }
    return e.getOriginalMessage().lines().findFirst().orElse("");
  }

  /** Encodes an answer. */
  byte[] write(Object answer) {
    try {
      return mapper.writeValueAsBytes(answer);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("every answer can be encoded", e);
    }
  }

  private static final class TimeSerializer extends JsonSerializer<Instant> {

    @Override
    public void serialize(Instant time, JsonGenerator generator, SerializerProvider all)
        throws IOException {
      if (generator instanceof CBORGenerator cbor) {
        cbor.writeTag(EPOCH_TAG);
        cbor.writeNumber(time.toEpochMilli());
      } else {
        generator.writeNumber(BigDecimal.valueOf(time.toEpochMilli(), 3));
      }
    }
  }

  private static ObjectMapper mapper(JsonFactory factory) {
    return JsonMapper.builder(factory)
        .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfig(
            LogicalType.Textual,
            text ->
                text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .addModule(new SimpleModule().addSerializer(Instant.class, new TimeSerializer()))
        .build();
  }
}

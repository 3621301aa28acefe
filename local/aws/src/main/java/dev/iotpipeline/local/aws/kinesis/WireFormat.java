package dev.iotpipeline.local.aws.kinesis;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
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
  JSON("application/x-amz-json-1.1", new JsonFactory()) {
    @Override
    Instant readTime(JsonParser parser) throws IOException {
      // A double holds today's milliseconds exactly, and 1e999999999 at no cost.
      return Instant.ofEpochMilli(Math.round(parser.getDoubleValue() * 1000));
    }

    @Override
    void writeTime(Instant time, JsonGenerator generator) throws IOException {
      generator.writeNumber(BigDecimal.valueOf(time.toEpochMilli(), 3));
    }
  },

  CBOR("application/x-amz-cbor-1.1", new CBORFactory()) {
    @Override
    Instant readTime(JsonParser parser) throws IOException {
      return Instant.ofEpochMilli(parser.getLongValue());
    }

    @Override
    void writeTime(Instant time, JsonGenerator generator) throws IOException {
      ((CBORGenerator) generator).writeTag(EPOCH_TAG);
      generator.writeNumber(time.toEpochMilli());
    }
  };

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
      if (contentType != null && contentType.startsWith(format.contentType)) {
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
        throw RefusedRequestException.malformed("The body is null where an object is expected");
      }
      return request;
    } catch (JsonProcessingException e) {
      throw RefusedRequestException.malformed(
          "The body is no " + name() + " request: " + reason(e));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory cannot fail", e);
    }
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

  abstract Instant readTime(JsonParser parser) throws IOException;

  abstract void writeTime(Instant time, JsonGenerator generator) throws IOException;

  private ObjectMapper mapper(JsonFactory factory) {
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
        .addModule(times())
        .build();
  }

  private SimpleModule times() {
    return new SimpleModule()
        .addSerializer(
            Instant.class,
            new JsonSerializer<>() {
              @Override
              public void serialize(Instant time, JsonGenerator generator, SerializerProvider all)
                  throws IOException {
                writeTime(time, generator);
              }
            })
        .addDeserializer(
            Instant.class,
            new JsonDeserializer<>() {
              @Override
              public Instant deserialize(JsonParser parser, DeserializationContext context)
                  throws IOException {
                if (!parser.currentToken().isNumeric()) {
                  context.reportInputMismatch(Instant.class, "a time is a number");
                }
                return readTime(parser);
              }
            });
  }
}

package dev.iotpipeline.local.run.verdict;

import dev.iotpipeline.local.aws.kinesis.StreamRecord;
import dev.iotpipeline.telemetry.Measurement;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.Rejection;
import dev.iotpipeline.telemetry.Timestamps;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What an item holds, in one form for what has to be there and what is: every attribute with its
 * type. Two items are the same if the bytes of their images are.
 */
final class Image {

  static final String ARRIVAL = "ingestion_timestamp";
  static final String SHARD = "shard_id";

  /** These take one byte in place of their name. */
  private static final List<String> SHORT_NAMES =
      List.of(
          "device_id",
          "timestamp",
          "temperature",
          "humidity",
          "pressure",
          "firmware_version",
          ARRIVAL);

  /** A longer value is cut, and a hash stands for the rest. */
  private static final int LONGEST_VALUE = 300;

  private static final int SHOWN = 60;

  /** A number with a longer row of zeros is written with an exponent. */
  private static final int LONGEST_SCALE = 40;

  /** So much of a payload is kept in quarantine. */
  private static final int PAYLOAD_BYTES = 396 * 1024;

  private static final int HASH_BYTES = 16;

  private Image() {}

  /** The image of an item as it was read from its table. */
  static byte[] of(Map<String, AttributeValue> item) {
    return write(texts(item));
  }

  /** The attributes of an item, each with the letters of its type in front. */
  static SortedMap<String, String> texts(Map<String, AttributeValue> item) {
    SortedMap<String, String> attributes = new TreeMap<>();
    item.forEach((name, value) -> attributes.put(name, text(value)));
    return attributes;
  }

  static String text(AttributeValue value) {
    return switch (value.type()) {
      case L -> list(value.l().stream().map(Image::text).toList());
      case M -> map(texts(value.m()));
      case S -> text(value.s());
      case N -> number(new BigDecimal(value.n()));
      case B -> bytes(value.b().asByteArrayUnsafe());
      case BOOL -> flag(value.bool());
      case NUL -> ShadowImage.NOTHING;
      default -> value.type() + " " + shortened(value.toString());
    };
  }

  static String list(List<String> values) {
    return "L " + shortened(values.toString());
  }

  static String map(SortedMap<String, String> values) {
    return "M " + shortened(values.toString());
  }

  static String text(String value) {
    return "S " + shortened(value);
  }

  static String number(BigDecimal value) {
    return "N " + plain(value);
  }

  /**
   * One text for one value. DynamoDB drops trailing zeros and writes exponents differently, and
   * that makes no difference.
   */
  static String plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return Math.abs(stripped.scale()) <= LONGEST_SCALE
        ? stripped.toPlainString()
        : stripped.toString();
  }

  static String bytes(byte[] value) {
    return "B " + value.length + " bytes " + hash(value);
  }

  static String flag(boolean value) {
    return "BOOL " + value;
  }

  private static String shortened(String value) {
    return value.length() <= LONGEST_VALUE
        ? value
        : value.substring(0, SHOWN)
            + "... "
            + value.length()
            + " characters "
            + hash(value.getBytes(StandardCharsets.UTF_8));
  }

  /** What stands for a payload in an image. */
  static String hash(byte[] value) {
    return fullHash(value).substring(0, 2 * HASH_BYTES);
  }

  static String fullHash(byte[] value) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * The image that the item of a reading has to have.
   *
   * @param arrival when the stream took it; null if nobody says that it did
   */
  static byte[] of(Reading reading, @Nullable Instant arrival) {
    SortedMap<String, String> attributes = new TreeMap<>();
    attributes.put("device_id", text(reading.deviceId()));
    attributes.put("timestamp", text(reading.key().timestamp()));
    for (Measurement measurement : Measurement.values()) {
      attributes.put(measurement.field(), number(reading.value(measurement)));
    }
    if (reading.firmwareVersion() != null) {
      attributes.put("firmware_version", text(reading.firmwareVersion()));
    }
    if (arrival != null) {
      attributes.put(ARRIVAL, text(Timestamps.format(arrival)));
    }
    return write(attributes);
  }

  /** The image that a rejected record has to have in quarantine, but for its shard. */
  static byte[] of(StreamRecord record, Rejection rejection) {
    byte[] payload = record.data();
    boolean cut = payload.length > PAYLOAD_BYTES;
    SortedMap<String, String> attributes = new TreeMap<>();
    attributes.put("sequence_number", text(record.sequenceNumber()));
    attributes.put("reason", text(rejection.reason().code()));
    attributes.put("field", text(rejection.field()));
    attributes.put("detail", text(rejection.detail()));
    attributes.put("partition_key", text(record.partitionKey()));
    attributes.put("payload", bytes(cut ? Arrays.copyOf(payload, PAYLOAD_BYTES) : payload));
    attributes.put("payload_bytes", number(BigDecimal.valueOf(payload.length)));
    attributes.put("payload_cut", flag(cut));
    attributes.put("arrival_timestamp", text(Timestamps.format(record.approximateArrival())));
    return write(attributes);
  }

  static byte[] write(SortedMap<String, String> attributes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(160);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (Map.Entry<String, String> attribute : attributes.entrySet()) {
        int place = SHORT_NAMES.indexOf(attribute.getKey());
        out.writeByte(place);
        if (place < 0) {
          out.writeUTF(attribute.getKey());
        }
        out.writeUTF(attribute.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  /** The attributes of an image, each with the letters of its type in front. */
  static SortedMap<String, String> attributes(byte[] image) {
    SortedMap<String, String> attributes = new TreeMap<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(image))) {
      while (in.available() > 0) {
        int place = in.readByte();
        attributes.put(place < 0 ? in.readUTF() : SHORT_NAMES.get(place), in.readUTF());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory cannot fail", e);
    }
    return attributes;
  }

  /** What of the expected is different in what was found, in words; empty if nothing is. */
  static String differences(SortedMap<String, String> expected, SortedMap<String, String> found) {
    TreeSet<String> names = new TreeSet<>(expected.keySet());
    names.addAll(found.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      String right = expected.get(name);
      String wrong = found.get(name);
      if (wrong == null) {
        differences.add(name + " is missing");
      } else if (right == null) {
        differences.add(name + " is there without cause");
      } else if (!right.equals(wrong)) {
        differences.add(name + " is " + shown(wrong, right) + ", not " + shown(right, wrong));
      }
    }
    return String.join(", ", differences);
  }

  /** The type matters only if the other has another. */
  private static String shown(String value, String other) {
    int space = value.indexOf(' ') + 1;
    return value.regionMatches(0, other, 0, space) ? value.substring(space) : value;
  }
}

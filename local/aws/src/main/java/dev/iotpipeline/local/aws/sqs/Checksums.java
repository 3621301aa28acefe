package dev.iotpipeline.local.aws.sqs;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The MD5 digests by which clients tell that a message came over whole.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html">Calculating
 *     the MD5 message digest for message attributes</a>
 */
final class Checksums {

  /** Stands before a value that is a text. */
  private static final int STRING_TYPE = 1;

  private Checksums() {}

  static String ofBody(String body) {
    return md5(body.getBytes(StandardCharsets.UTF_8));
  }

  /** Of attributes that are all of the type String. */
  static String ofAttributes(Map<String, String> attributes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new TreeMap<>(attributes)
        .forEach(
            (name, value) -> {
              write(name, bytes);
              write("String", bytes);
              bytes.write(STRING_TYPE);
              write(value, bytes);
            });
    return md5(bytes.toByteArray());
  }

  private static void write(String text, ByteArrayOutputStream bytes) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
    bytes.writeBytes(utf8);
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}

package dev.iotpipeline.alert;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A device's name in printable ASCII, for places that take nothing else: the CloudWatch dimension
 * and the SNS subject.
 *
 * <p>An ordinary id is its own label. Any other gets what is readable of it and a hash of the
 * whole, as in {@code cafe-7~3f2a90b1c4d5}, so that two devices never share a label. An id that
 * looks like such a label gets one too.
 */
final class DeviceLabel {

  /** 48 bits: a fleet of a million ids outside ASCII has a chance of 1 in 500 of one collision. */
  private static final int HASH_BYTES = 6;

  private static final int SUFFIX_LENGTH = 1 + 2 * HASH_BYTES;

  /** CloudWatch refuses a colon at the start; spaces at the ends may get lost on the way. */
  private static final Pattern ORDINARY = Pattern.compile("[!-9;-~](?:[ -~]*[!-~])?");

  private static final Pattern LOOKS_LIKE_A_LABEL = Pattern.compile(".*~[0-9a-f]{12}");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern UNREADABLE = Pattern.compile("[^!-~]+");

  private DeviceLabel() {}

  /**
   * The label of a device.
   *
   * @param max the most characters it may have, at least 14
   */
  static String of(String deviceId, int max) {
    boolean ordinary =
        deviceId.length() <= max
            && ORDINARY.matcher(deviceId).matches()
            && !LOOKS_LIKE_A_LABEL.matcher(deviceId).matches();
    if (ordinary) {
      return deviceId;
    }
    String readable = readable(deviceId);
    int kept = Math.min(readable.length(), max - SUFFIX_LENGTH);
    return readable.substring(0, kept) + "~" + hash(deviceId);
  }

  /** Removes accents and keeps their letters; other characters beyond ASCII become one low line. */
  private static String readable(String deviceId) {
    String apart = Normalizer.normalize(deviceId, Normalizer.Form.NFKD);
    String ascii = UNREADABLE.matcher(MARKS.matcher(apart).replaceAll("")).replaceAll("_");
    return ascii.startsWith(":") ? "_" + ascii : ascii;
  }

  private static String hash(String deviceId) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(deviceId.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

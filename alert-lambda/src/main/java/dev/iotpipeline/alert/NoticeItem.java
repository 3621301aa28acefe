package dev.iotpipeline.alert;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.iotpipeline.telemetry.Notice;
import dev.iotpipeline.telemetry.Timestamps;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A notice as an item of the table of notices. */
final class NoticeItem {

  private NoticeItem() {}

  /** The item without its expiry. */
  static Map<String, AttributeValue> write(String digest, DeviceNotice told) {
    Notice notice = told.notice();
    Map<String, AttributeValue> item = new HashMap<>(NoticeItem.key(digest, entry(told)));
    item.put("device_id", fromS(told.deviceId()));
    item.put("anomaly", fromS(notice.anomaly()));
    item.put("kind", fromS(notice.kind().code()));
    item.put("since", fromS(Timestamps.format(notice.since())));
    item.put("at", fromS(Timestamps.format(notice.at())));
    item.put("count", fromN(Long.toString(notice.count())));
    putNumber("worst", notice.worst(), item);
    putNumber("value", told.value(), item);
    putNumber("threshold", told.threshold(), item);
    putNumber("baseline", told.baseline(), item);
    return item;
  }

  private static void putNumber(
      String name, @Nullable BigDecimal number, Map<String, AttributeValue> item) {
    if (number != null) {
      item.put(name, fromN(number.toString()));
    }
  }

  static DeviceNotice read(Map<String, AttributeValue> item) {
    return new DeviceNotice(
        text("device_id", item),
        new Notice(
            Notice.Kind.valueOf(text("kind", item).toUpperCase(Locale.ROOT)),
            text("anomaly", item),
            instant("since", item),
            instant("at", item),
            Long.parseLong(Objects.requireNonNull(item.get("count"), "count").n()),
            number("worst", item)),
        number("value", item),
        number("threshold", item),
        number("baseline", item));
  }

  private static String text(String name, Map<String, AttributeValue> item) {
    return Objects.requireNonNull(item.get(name), name).s();
  }

  private static Instant instant(String name, Map<String, AttributeValue> item) {
    return Timestamps.parse(text(name, item));
  }

  private static @Nullable BigDecimal number(String name, Map<String, AttributeValue> item) {
    AttributeValue number = item.get(name);
    return number == null ? null : new BigDecimal(number.n());
  }

  static Map<String, AttributeValue> key(String digest, String entry) {
    return Map.of("digest", fromS(digest), "entry", fromS(entry));
  }

  /** The name of a notice within its digest: the same notice, sent again, has the same. */
  static String entry(DeviceNotice told) {
    Notice notice = told.notice();
    String name =
        String.join(
            "|",
            told.deviceId(),
            notice.anomaly(),
            notice.kind().code(),
            Timestamps.format(notice.at()));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

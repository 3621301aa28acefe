package dev.iotpipeline.alert;

import dev.iotpipeline.telemetry.AnomalyKind;
import dev.iotpipeline.telemetry.Direction;
import dev.iotpipeline.telemetry.Notice;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Notices in one line: {@code Raised: temperature above 45 C on 312 devices (sites joburg 300,
 * durban 12); 5 cleared}. Printable ASCII, as subjects have to be.
 */
final class NoticeHeadline {

  private static final int NAME_LENGTH = 40;
  private static final int SITE_LENGTH = 24;
  private static final int SITES = 3;

  private NoticeHeadline() {}

  /**
   * The line.
   *
   * @param notices at least one, in the order of the message
   * @param max the most characters it may have; sites are left out first
   */
  static String of(List<DeviceNotice> notices, int max) {
    Map<Notice.Kind, List<DeviceNotice>> kinds =
        notices.stream()
            .collect(
                Collectors.groupingBy(
                    told -> told.notice().kind(), LinkedHashMap::new, Collectors.toList()));
    String rest =
        kinds.entrySet().stream()
            .skip(1)
            .map(kind -> count(kind.getValue()) + " " + kind.getKey().code())
            .collect(Collectors.joining(", "));
    List<DeviceNotice> first = kinds.values().iterator().next();
    String sites = sites(first);
    String others = rest.isEmpty() ? "" : "; " + rest;
    return Stream.of(opening(first), shortOpening(first))
        .flatMap(opening -> Stream.of(opening + sites + others, opening + others))
        .filter(line -> line.length() <= max)
        .findFirst()
        .orElseGet(() -> VisibleText.shortened(shortOpening(first) + others, max));
  }

  private static String opening(List<DeviceNotice> told) {
    Map<String, List<DeviceNotice>> anomalies =
        told.stream()
            .collect(
                Collectors.groupingBy(
                    one -> one.notice().anomaly(), LinkedHashMap::new, Collectors.toList()));
    return anomalies.entrySet().stream()
        .map(
            anomaly ->
                name(anomaly.getKey())
                    + limit(anomaly.getValue())
                    + " on "
                    + devices(anomaly.getValue()))
        .collect(Collectors.joining(", ", title(told), ""));
  }

  /** Without limits, and without how many devices have which anomaly. */
  private static String shortOpening(List<DeviceNotice> told) {
    return told.stream()
        .map(one -> name(one.notice().anomaly()))
        .distinct()
        .collect(Collectors.joining(", ", title(told), " on " + devices(told)));
  }

  private static String title(List<DeviceNotice> told) {
    String kind = told.get(0).notice().kind().code();
    return kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1) + ": ";
  }

  private static String name(String anomaly) {
    return DeviceLabel.of(anomaly.replace('_', ' '), NAME_LENGTH);
  }

  /** The limit that the values are beyond; nothing if devices have different ones. */
  private static String limit(List<DeviceNotice> told) {
    List<String> limits = told.stream().map(NoticeHeadline::limit).distinct().toList();
    return limits.size() == 1 ? limits.get(0) : "";
  }

  private static String limit(DeviceNotice told) {
    BigDecimal threshold = told.threshold();
    AnomalyKind kind = told.anomalyKind().orElse(null);
    // A rise is beyond a difference, which would read like a temperature.
    return threshold == null || kind == null || kind.direction() == Direction.RISING
        ? ""
        : " " + Numbers.brief(threshold) + " " + kind.measurement().unit().replace("°", "");
  }

  /** One device by its name, more by their number. */
  private static String devices(List<DeviceNotice> told) {
    long devices = count(told);
    return devices == 1
        ? DeviceLabel.of(told.get(0).deviceId(), NAME_LENGTH)
        : devices + " devices";
  }

  private static long count(List<DeviceNotice> told) {
    return told.stream().map(DeviceNotice::deviceId).distinct().count();
  }

  /** The sites with the most devices; nothing if it is one device, or devices have no site. */
  private static String sites(List<DeviceNotice> told) {
    Map<String, Long> sites =
        told.stream()
            .collect(
                Collectors.groupingBy(
                    DeviceNotice::site,
                    LinkedHashMap::new,
                    Collectors.mapping(
                        DeviceNotice::deviceId,
                        Collectors.collectingAndThen(
                            Collectors.toSet(), ids -> (long) ids.size()))));
    long devices = sites.values().stream().mapToLong(Long::longValue).sum();
    if (devices == 1 || sites.containsKey("")) {
      return "";
    }
    if (sites.size() == 1) {
      return " of " + DeviceLabel.of(told.get(0).site(), SITE_LENGTH);
    }
    List<String> largest =
        sites.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .limit(SITES)
            .map(site -> DeviceLabel.of(site.getKey(), SITE_LENGTH) + " " + site.getValue())
            .toList();
    String more = sites.size() > SITES ? ", " + (sites.size() - SITES) + " more sites" : "";
    return " (sites " + String.join(", ", largest) + more + ")";
  }
}

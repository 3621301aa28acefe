package dev.iotpipeline.alert;

import dev.iotpipeline.telemetry.AnomalyKind;
import dev.iotpipeline.telemetry.Direction;
import dev.iotpipeline.telemetry.Measurement;
import dev.iotpipeline.telemetry.Notice;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Notices for whoever is woken by them: how many there are, then what is wrong where, the newest
 * first, each device in a line of its own.
 */
final class NoticeEmail {

  private static final DateTimeFormatter TODAY =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter ANOTHER_DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  /** A name beyond this moves its own line only, not those of all others. */
  private static final int COLUMN = 32;

  /** Foreign text within a line. */
  private static final int FOREIGN_LENGTH = 160;

  private final NoticeMessage message;
  private final StringBuilder text = new StringBuilder(2048);

  private NoticeEmail(NoticeMessage message) {
    this.message = message;
  }

  static String of(NoticeMessage message) {
    return new NoticeEmail(message).write();
  }

  private String write() {
    List<DeviceNotice> notices = message.notices();
    grouped(notices, told -> told.notice().kind())
        .forEach((kind, told) -> line(summary(kind, told)));
    line("");
    line("Times are UTC, today is " + ANOTHER_DAY.format(message.now()).substring(0, 10) + ".");
    if (message.parts() > 1) {
      line("This is part " + message.part() + " of " + message.parts() + ".");
    }
    grouped(notices, told -> told.notice().kind() + told.notice().anomaly())
        .values()
        .forEach(this::section);
    line("");
    line("Digest  " + foreign(message.digest()));
    return text.toString();
  }

  private static <K> Map<K, List<DeviceNotice>> grouped(
      List<DeviceNotice> notices, Function<DeviceNotice, K> by) {
    return notices.stream()
        .collect(Collectors.groupingBy(by, LinkedHashMap::new, Collectors.toList()));
  }

  private static String summary(Notice.Kind kind, List<DeviceNotice> told) {
    return String.format("%-12s", title(kind))
        + grouped(told, one -> one.notice().anomaly()).entrySet().stream()
            .map(anomaly -> name(anomaly.getKey()) + " on " + devices(anomaly.getValue()))
            .collect(Collectors.joining(", "));
  }

  private static String title(Notice.Kind kind) {
    return switch (kind) {
      case RAISED -> "Raised";
      case CONTINUING -> "Continuing";
      case CLEARED -> "Cleared";
    };
  }

  private static String name(String anomaly) {
    return foreign(anomaly.replace('_', ' '));
  }

  private static String devices(List<DeviceNotice> told) {
    long devices = told.stream().map(DeviceNotice::deviceId).distinct().count();
    return devices == 1 ? "1 device" : devices + " devices";
  }

  /** What is wrong, and the devices of each site. */
  private void section(List<DeviceNotice> told) {
    Notice first = told.get(0).notice();
    line("");
    line("");
    line(title(first.kind()).toUpperCase(Locale.ROOT) + ": " + name(first.anomaly()));
    Map<String, List<DeviceNotice>> sites = grouped(told, DeviceNotice::site);
    sites.forEach(
        (site, there) -> {
          line("");
          if (sites.size() > 1 || !site.isEmpty()) {
            line("  " + (site.isEmpty() ? "no site" : foreign(site)) + " (" + devices(there) + ")");
          }
          int width =
              there.stream()
                  .mapToInt(one -> foreign(one.nameInSite()).length())
                  .filter(length -> length <= COLUMN)
                  .max()
                  .orElse(COLUMN);
          grouped(there, DeviceNotice::deviceId).values().forEach(all -> device(all, width));
        });
  }

  /** A device that was told of several times is shown as it was last. */
  private void device(List<DeviceNotice> all, int width) {
    DeviceNotice last = all.get(all.size() - 1);
    String name = foreign(last.nameInSite());
    String line =
        "    "
            + name
            + " ".repeat(Math.max(0, width - name.length()))
            + "  "
            + last.anomalyKind().map(kind -> values(kind, last)).orElseGet(() -> silence(last));
    line(all.size() == 1 ? line : line + " (" + all.size() + " times)");
  }

  private String silence(DeviceNotice told) {
    Notice notice = told.notice();
    return notice.kind() == Notice.Kind.CLEARED
        ? "back after " + words(notice.duration()) + ", at " + time(notice.at())
        : "last heard at " + time(notice.since());
  }

  private String values(AnomalyKind kind, DeviceNotice told) {
    Notice notice = told.notice();
    String value = Optional.ofNullable(told.value()).map(now -> number(now, kind)).orElse("?");
    String since = time(notice.since());
    return switch (notice.kind()) {
      case RAISED -> value + beyond(kind, told) + ", since " + since + seen(notice);
      case CONTINUING ->
          value
              + beyond(kind, told)
              + ", since "
              + since
              + " ("
              + words(notice.duration())
              + ")"
              + worst(kind, notice)
              + seen(notice);
      case CLEARED ->
          value
              + " at "
              + time(notice.at())
              + ", lasted "
              + words(notice.duration())
              + worst(kind, notice)
              + seen(notice);
    };
  }

  private static String beyond(AnomalyKind kind, DeviceNotice told) {
    BigDecimal threshold = told.threshold();
    BigDecimal value = told.value();
    if (threshold == null || value == null) {
      return "";
    }
    String limit = " (limit " + number(threshold, kind) + ")";
    return kind.direction() == Direction.RISING && told.baseline() != null
        ? ", up " + number(value.subtract(told.baseline()), kind) + limit
        : limit;
  }

  private static String worst(AnomalyKind kind, Notice notice) {
    return notice.worst() == null
        ? ""
        : (kind.direction() == Direction.BELOW ? ", lowest " : ", peak ")
            + number(notice.worst(), kind);
  }

  /** One reading is what one expects. */
  private static String seen(Notice notice) {
    return notice.count() > 1 ? ", " + notice.count() + " readings" : "";
  }

  private static String number(BigDecimal value, AnomalyKind kind) {
    Measurement measurement = kind.measurement();
    return Numbers.brief(value) + " " + measurement.unit();
  }

  private String time(Instant instant) {
    boolean today =
        instant
            .atZone(ZoneOffset.UTC)
            .toLocalDate()
            .equals(message.now().atZone(ZoneOffset.UTC).toLocalDate());
    return (today ? TODAY : ANOTHER_DAY).format(instant);
  }

  /** The two largest units: a minute more or less does not matter after two days. */
  private static String words(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return pair(seconds / 60, " min", seconds % 60, " s");
    }
    return seconds < 86_400
        ? pair(seconds / 3600, " h", seconds % 3600 / 60, " min")
        : pair(seconds / 86_400, " d", seconds % 86_400 / 3600, " h");
  }

  private static String pair(long large, String largeUnit, long small, String smallUnit) {
    return large + largeUnit + (small == 0 ? "" : " " + small + smallUnit);
  }

  private static String foreign(String text) {
    return VisibleText.shortened(VisibleText.of(text), FOREIGN_LENGTH);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}

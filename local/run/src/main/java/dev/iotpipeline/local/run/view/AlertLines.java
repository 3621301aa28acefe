package dev.iotpipeline.local.run.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.iotpipeline.local.aws.sns.Notification;
import dev.iotpipeline.telemetry.Direction;
import dev.iotpipeline.telemetry.Measurement;
import dev.iotpipeline.telemetry.Site;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The alerts of a moment in few lines: nobody can read fifty. A group says less than an alert, so
 * alerts are grouped only where that makes fewer lines. Not thread-safe.
 */
final class AlertLines {

  private static final int MOST_LINES = 4;
  private static final JsonMapper JSON = new JsonMapper();

  /** What would be invisible on a screen, or would change it. */
  private static final String UNPRINTABLE = "[\\p{Cc}\\p{Cf}\\u2028\\u2029]";

  private record Kind(String site, String field, String direction) {

    boolean is(Direction one) {
      return direction.equals(one.code());
    }
  }

  private static final class Group {
    private final Kind kind;
    private final Set<String> devices = new HashSet<>();
    private BigDecimal worst;

    Group(Kind kind, BigDecimal first) {
      this.kind = kind;
      this.worst = first;
    }

    void add(String device, BigDecimal value) {
      devices.add(device);
      worst = kind.is(Direction.BELOW) ? worst.min(value) : worst.max(value);
    }

    String line() {
      String site = kind.site().isEmpty() ? "" : kind.site().replaceAll(UNPRINTABLE, "?") + ": ";
      String unit = Measurement.named(kind.field()).map(Measurement::unit).orElse("");
      String up = kind.is(Direction.RISING) ? "up " : "";
      String devicesText = devices.size() == 1 ? "1 device" : devices.size() + " devices";
      String value = worst.setScale(1, RoundingMode.HALF_UP).toPlainString();
      return site
          + (kind.field() + " " + kind.direction() + " on " + devicesText)
          + (", worst " + up + value + " " + unit);
    }
  }

  private final List<String> digests = new ArrayList<>();
  private final List<String> alerts = new ArrayList<>();
  private final Map<Kind, Group> groups = new LinkedHashMap<>();

  void add(Notification notification) {
    JsonNode text = text(notification);
    String device = text.path("device_id").asText();
    if (device.isEmpty()) {
      digests.add(notification.sms());
      return;
    }
    alerts.add(notification.sms());
    for (JsonNode anomaly : text.path("anomalies")) {
      add(device, anomaly);
    }
  }

  private static JsonNode text(Notification notification) {
    try {
      return JSON.readTree(notification.text());
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  private void add(String device, JsonNode anomaly) {
    String field = anomaly.path("field").asText();
    Kind kind = new Kind(Site.ofDevice(device), field, anomaly.path("direction").asText());
    BigDecimal value = anomaly.path("value").decimalValue();
    BigDecimal shown =
        kind.is(Direction.RISING) ? value.subtract(anomaly.path("baseline").decimalValue()) : value;
    groups.computeIfAbsent(kind, one -> new Group(one, shown)).add(device, shown);
  }

  /** The lines of what was added since the last call. */
  List<String> take() {
    List<String> all = new ArrayList<>(digests);
    all.addAll(groups.size() < alerts.size() ? groupsByNumberOfDevices() : alerts);
    digests.clear();
    alerts.clear();
    groups.clear();
    if (all.size() <= MOST_LINES) {
      return all;
    }
    List<String> few = new ArrayList<>(all.subList(0, MOST_LINES));
    few.add("... and " + (all.size() - MOST_LINES) + " more");
    return few;
  }

  private List<String> groupsByNumberOfDevices() {
    return groups.values().stream()
        .sorted(Comparator.comparingInt((Group group) -> -group.devices.size()))
        .map(Group::line)
        .toList();
  }
}

package dev.iotpipeline.alert;

import dev.iotpipeline.telemetry.AlertRequest;
import dev.iotpipeline.telemetry.AnomalyKind;
import dev.iotpipeline.telemetry.Direction;
import dev.iotpipeline.telemetry.Grounds;
import dev.iotpipeline.telemetry.Notice;
import dev.iotpipeline.telemetry.Site;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A notice and the device that it is about.
 *
 * @param deviceId as the device calls itself
 * @param notice what is told
 * @param value what was measured when it was found; null for silence
 * @param threshold the limit by which it was judged; null if the sender did not say
 * @param baseline what a rising value rose from; null for all others
 */
record DeviceNotice(
    String deviceId,
    Notice notice,
    @Nullable BigDecimal value,
    @Nullable BigDecimal threshold,
    @Nullable BigDecimal baseline) {

  /** The notices of a request; none if it has none. */
  static List<DeviceNotice> of(AlertRequest request) {
    AlertRequest.Context context = request.context();
    return context == null || context.notices() == null
        ? List.of()
        : context.notices().notices().stream()
            .map(notice -> of(notice, request, context.grounds()))
            .toList();
  }

  private static DeviceNotice of(Notice notice, AlertRequest request, @Nullable Grounds grounds) {
    String deviceId = request.reading().deviceId();
    return AnomalyKind.of(notice.anomaly())
        .map(
            kind ->
                new DeviceNotice(
                    deviceId,
                    notice,
                    request.reading().value(kind.measurement()),
                    grounds == null ? null : grounds.thresholds().of(kind),
                    grounds == null || kind.direction() != Direction.RISING
                        ? null
                        : grounds.baseline()))
        .orElseGet(() -> new DeviceNotice(deviceId, notice, null, null, null));
  }

  /** What is wrong, if it is a value of a reading. */
  Optional<AnomalyKind> anomalyKind() {
    return AnomalyKind.of(notice.anomaly());
  }

  /** The part of the device's name before its last slash; {@code ""} if there is none. */
  String site() {
    return Site.ofDevice(deviceId);
  }

  /** The device's name within its site; the whole if it has none. */
  String nameInSite() {
    String site = site();
    return site.isEmpty() ? deviceId : deviceId.substring(site.length() + 1);
  }
}

package dev.iotpipeline.local.run.page;

import dev.iotpipeline.telemetry.AnomalyKind;
import dev.iotpipeline.telemetry.Notice;
import dev.iotpipeline.telemetry.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How each device is, by what the tables have confirmed and the topic has taken. Safe for use by
 * any number of threads.
 */
final class Devices {

  /** Other producers may send any number of ids; what is beyond is not shown. */
  private static final int MOST_DEVICES = 100_000;

  /**
   * What there is to tell of a device.
   *
   * @param index its place among all devices, from 0
   * @param temperature the last one, as a JSON number; null if none is known
   */
  record Row(int index, DeviceState state, @Nullable String temperature) {}

  private static final class Device {
    private final int index;
    private boolean isHeard;
    private boolean isChanged;
    private DeviceState state = DeviceState.OK;
    private @Nullable String temperature;

    /** The place of the last record that was judged, and of the last that was rejected. */
    private String judgedAt = "";

    private String rejectedAt = "";

    /** The time of the last reading, where only readings and alerts are known. */
    private String timestamp = "";

    private Device(int index) {
      this.index = index;
    }

    private Row row() {
      boolean isRejected = rejectedAt.compareTo(judgedAt) > 0;
      return new Row(index, isRejected ? DeviceState.REJECTED : state, temperature);
    }
  }

  private final Map<String, Device> byId = new HashMap<>();
  private final List<String> ids = new ArrayList<>();
  private final Set<String> sites = new HashSet<>();
  private final List<Device> changed = new ArrayList<>();

  /**
   * @param planned the ids of the devices that the run begins with
   */
  Devices(List<String> planned) {
    planned.forEach(this::find);
  }

  /**
   * A device's shadow was written.
   *
   * @param sequenceNumber of the record up to which it holds
   * @param anomalies the codes of what is wrong with the device
   */
  synchronized void judged(
      String deviceId, String sequenceNumber, @Nullable String temperature, Set<String> anomalies) {
    Device device = find(deviceId);
    // Two writes may be told of in another order than they were made.
    if (device != null && sequenceNumber.compareTo(device.judgedAt) >= 0) {
      device.judgedAt = sequenceNumber;
      device.temperature = temperature;
      device.state = state(anomalies);
      change(device);
    }
  }

  private static DeviceState state(Set<String> anomalies) {
    if (anomalies.contains(Notice.SILENT)) {
      return DeviceState.SILENT;
    }
    if (anomalies.isEmpty()) {
      return DeviceState.OK;
    }
    return anomalies.equals(Set.of(AnomalyKind.TEMPERATURE_RISING.code()))
        ? DeviceState.RISING
        : DeviceState.BREACH;
  }

  /** A reading was stored, in a run without shadows. */
  synchronized void stored(String deviceId, String timestamp, @Nullable String temperature) {
    Device device = find(deviceId);
    if (device != null && timestamp.compareTo(device.timestamp) > 0) {
      device.timestamp = timestamp;
      device.temperature = temperature;
      device.state = DeviceState.OK;
      change(device);
    }
  }

  /** People were told of a reading, in a run without shadows. */
  synchronized void alerted(String deviceId, String timestamp) {
    Device device = find(deviceId);
    if (device != null && timestamp.compareTo(device.timestamp) >= 0) {
      device.timestamp = timestamp;
      device.state = DeviceState.BREACH;
      change(device);
    }
  }

  /** A record was put into quarantine. Its partition key need not be a device. */
  synchronized void rejected(String partitionKey, String sequenceNumber) {
    Device device = byId.get(partitionKey);
    if (device != null && sequenceNumber.compareTo(device.rejectedAt) > 0) {
      device.rejectedAt = sequenceNumber;
      change(device);
    }
  }

  private @Nullable Device find(String deviceId) {
    Device known = byId.get(deviceId);
    if (known != null || ids.size() >= MOST_DEVICES) {
      return known;
    }
    Device found = new Device(ids.size());
    byId.put(deviceId, found);
    ids.add(deviceId);
    sites.add(Site.ofDevice(deviceId));
    return found;
  }

  private void change(Device device) {
    device.isHeard = true;
    if (!device.isChanged) {
      device.isChanged = true;
      changed.add(device);
    }
  }

  /** The devices that have changed since the last call. */
  synchronized List<Row> takeChanged() {
    List<Row> rows = changed.stream().map(Device::row).toList();
    changed.forEach(device -> device.isChanged = false);
    changed.clear();
    return rows;
  }

  /** All devices of which something was heard. */
  synchronized List<Row> heard() {
    return byId.values().stream().filter(device -> device.isHeard).map(Device::row).toList();
  }

  /** The ids from a place on, in the order of their places. */
  synchronized List<String> idsFrom(int index) {
    return List.copyOf(ids.subList(index, ids.size()));
  }

  synchronized boolean isDevice(String id) {
    return byId.containsKey(id);
  }

  synchronized boolean isSite(String name) {
    return sites.contains(name);
  }
}

package dev.iotpipeline.telemetry;

/** Where devices stand together, as their ids say it. */
public final class Site {

  private Site() {}

  /** The part of a device's id before its last slash; {@code ""} if there is none. */
  public static String ofDevice(String deviceId) {
    int slash = deviceId.lastIndexOf('/');
    return slash < 1 || slash == deviceId.length() - 1 ? "" : deviceId.substring(0, slash);
  }
}

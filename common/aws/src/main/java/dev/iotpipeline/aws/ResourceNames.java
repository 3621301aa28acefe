package dev.iotpipeline.aws;

/**
 * The names that Terraform gives to the parts of the pipeline. They are the defaults of the command
 * lines, and the local run uses the same. A test compares them with the Terraform files.
 */
public final class ResourceNames {

  public static final String STREAM = "iot-telemetry-stream";

  public static final String READINGS_TABLE = "iot-sensor-readings";

  /** The quarantine. */
  public static final String REJECTED_TABLE = "iot-rejected-records";

  /** The ledger. */
  public static final String ALERTS_TABLE = "iot-alerts";

  public static final String SHADOWS_TABLE = "iot-device-shadows";

  /** What people were told of breaches, and in which message. */
  public static final String NOTICES_TABLE = "iot-notices";

  /** Thresholds of single devices, or of all whose id begins alike. */
  public static final String THRESHOLDS_TABLE = "iot-thresholds";

  /** What each window of time says of the fleet. */
  public static final String FLEET_STATISTICS_TABLE = "iot-fleet-statistics";

  /** The index of the table of shadows by when a device was last heard. */
  public static final String SILENCE_INDEX = "by-silence-slot";

  public static final String CONSUMER_FUNCTION = "iot-consumer";
  public static final String ALERT_FUNCTION = "iot-alert";
  public static final String SILENCE_FUNCTION = "iot-silence-check";

  public static final String FLEET_FUNCTION = "iot-fleet";

  /** The alias of every function; whoever invokes one names it after a colon. */
  public static final String LIVE_ALIAS = "live";

  public static final String ALERT_TOPIC = "iot-alerts";
  public static final String FAILED_BATCHES_QUEUE = "iot-failed-batches";
  public static final String FAILED_ALERTS_QUEUE = "iot-failed-alerts";

  public static final String METRIC_NAMESPACE = "IoTPipeline/Alerts";

  /** Anomalies, one value for each alert. */
  public static final String METRIC = "AnomalyCount";

  public static final String METRIC_DIMENSION = "DeviceId";

  /** The metrics of the whole fleet. */
  public static final String FLEET_NAMESPACE = "IoTPipeline/Fleet";

  private ResourceNames() {}
}

package dev.iotpipeline.telemetry;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one device measured at one instant. A reading that exists is valid.
 *
 * <p>Its identity is the pair of device and instant; the numbers are exactly those the device sent.
 *
 * @param deviceId 1 to 2048 bytes of UTF-8 without control characters (a DynamoDB partition key)
 * @param timestamp when it was measured, by the device's clock
 * @param temperature °C
 * @param humidity % relative
 * @param pressure hPa
 * @param firmwareVersion the device's firmware; null if it did not say
 */
public record Reading(
    String deviceId,
    Instant timestamp,
    BigDecimal temperature,
    BigDecimal humidity,
    BigDecimal pressure,
    @Nullable String firmwareVersion) {

  /**
   * @throws RejectedReadingException if a value breaks the data contract
   */
  public Reading {
    Objects.requireNonNull(deviceId, "deviceId");
    Objects.requireNonNull(timestamp, "timestamp");
    ReadingRules.checkDeviceId(deviceId);
    ReadingRules.checkTimestamp(timestamp);
    temperature = ReadingRules.checkedNumber(Measurement.TEMPERATURE, temperature);
    humidity = ReadingRules.checkedNumber(Measurement.HUMIDITY, humidity);
    pressure = ReadingRules.checkedNumber(Measurement.PRESSURE, pressure);
    if (firmwareVersion != null) {
      ReadingRules.checkFirmwareVersion(firmwareVersion);
    }
  }

  /** The value of one quantity, in that quantity's unit. */
  public BigDecimal value(Measurement measurement) {
    return switch (measurement) {
      case TEMPERATURE -> temperature;
      case HUMIDITY -> humidity;
      case PRESSURE -> pressure;
    };
  }

  /** What makes this reading this reading: two with the same key are the same measurement. */
  public ReadingKey key() {
    return new ReadingKey(deviceId, Timestamps.format(timestamp));
  }
}

package dev.iotpipeline.simulator;

import dev.iotpipeline.telemetry.Timestamps;
import java.time.DateTimeException;
import java.time.Instant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Instants as a device writes them: ISO-8601 with an offset. */
final class InstantConverter implements ITypeConverter<Instant> {

  @Override
  public Instant convert(String text) {
    try {
      return Timestamps.parse(text);
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "'" + text + "' is no time: write ISO-8601 with an offset, as 2026-11-23T10:15:30Z");
    }
  }
}

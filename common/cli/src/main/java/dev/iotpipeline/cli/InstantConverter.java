package dev.iotpipeline.cli;

import dev.iotpipeline.telemetry.Timestamps;
import java.time.DateTimeException;
import java.time.Instant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Points in time as a device writes them: ISO-8601 with an offset. */
public final class InstantConverter implements ITypeConverter<Instant> {

  @Override
  public Instant convert(String text) {
    try {
      Instant instant = Timestamps.parse(text);
      // Fails for a year that a reading cannot hold, so that the error comes before the run.
      Timestamps.format(instant);
      return instant;
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "'" + text + "' is no time: write ISO-8601 with an offset, as 2026-11-23T10:15:30Z");
    }
  }
}

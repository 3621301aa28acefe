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
      Instant instant = Timestamps.parse(text);
      // A reading refuses what has no canonical text; better said before the run than in it.
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

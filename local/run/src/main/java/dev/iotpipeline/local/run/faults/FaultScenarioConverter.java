package dev.iotpipeline.local.run.faults;

import java.util.Arrays;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Scenarios by the names that {@code --faults} takes, which it also lists. */
public final class FaultScenarioConverter
    implements ITypeConverter<FaultScenario>, Iterable<String> {

  @Override
  public FaultScenario convert(String name) {
    return FaultScenario.named(name)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'" + name + "' is no scenario: there are " + FaultScenario.codes()));
  }

  @Override
  public Iterator<String> iterator() {
    return Arrays.stream(FaultScenario.values()).map(FaultScenario::code).iterator();
  }
}

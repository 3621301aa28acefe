package dev.iotpipeline.local.run;

import dev.iotpipeline.local.run.faults.FaultScenario;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes a scenario by its name; a name that is none is answered with those there are. */
final class FaultScenarioConverter implements ITypeConverter<FaultScenario> {

  @Override
  public FaultScenario convert(String name) {
    return Arrays.stream(FaultScenario.values())
        .filter(scenario -> scenario.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException("'" + name + "' is none of " + all()));
  }

  private static String all() {
    return Arrays.stream(FaultScenario.values())
        .map(FaultScenario::toString)
        .collect(Collectors.joining(", "));
  }
}

package dev.iotpipeline.aws;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * The environment variables a function was started with, read once, when it starts.
 *
 * <p>A variable that is blank counts as not set: Terraform and shells pass on an absent value so.
 */
public final class Environment {

  private final Map<String, String> variables;

  public Environment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  /** The environment of this process. */
  public static Environment ofProcess() {
    return new Environment(System.getenv());
  }

  /**
   * A text that has to be there.
   *
   * @param meaning what the variable holds, for the error message
   * @throws InvalidSettingException if it is not set
   */
  public String required(String name, String meaning) {
    return optional(name)
        .orElseThrow(
            () ->
                new InvalidSettingException(
                    "environment variable " + name + " is not set; it has to hold " + meaning));
  }

  /** A text that may be there. */
  public Optional<String> optional(String name) {
    return Optional.of(variables.getOrDefault(name, "").strip()).filter(value -> !value.isEmpty());
  }

  /**
   * A decimal number.
   *
   * @throws InvalidSettingException if it is set to something else
   */
  public BigDecimal decimal(String name, BigDecimal whenNotSet) {
    String value = variables.getOrDefault(name, "").strip();
    if (value.isEmpty()) {
      return whenNotSet;
    }
    try {
      return new BigDecimal(value);
    } catch (NumberFormatException e) {
      throw new InvalidSettingException(
          "environment variable "
              + name
              + " is \""
              + value
              + "\"; it has to hold a decimal number, for example "
              + whenNotSet);
    }
  }

  /**
   * A whole number within bounds.
   *
   * @throws InvalidSettingException if it is set to something else
   */
  public int wholeNumber(String name, int whenNotSet, int lowest, int highest) {
    String value = variables.getOrDefault(name, "").strip();
    if (value.isEmpty()) {
      return whenNotSet;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= lowest && number <= highest) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // The message below fits this case too.
    }
    throw new InvalidSettingException(
        "environment variable "
            + name
            + " is \""
            + value
            + "\"; it has to hold a whole number from "
            + lowest
            + " to "
            + highest);
  }
}

package dev.iotpipeline.aws;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The environment variables a function was started with, read once, when it starts.
 *
 * <p>A variable that is blank counts as not set, because Terraform and shells may pass an empty
 * text where there is no value.
 */
public final class Environment {

  /** A century. A longer time is more likely a typing error than intended. */
  private static final int LONGEST_RETENTION_DAYS = 36_500;

  /** What CloudWatch takes; its own namespaces begin with {@code AWS/}. */
  private static final Pattern METRIC_NAMESPACE =
      Pattern.compile("(?!:|AWS/)[A-Za-z0-9._/#: -]{1,255}");

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
   * How long something is kept, from a number of days. Empty, for ever, if that is 0 or not set.
   *
   * @throws InvalidSettingException if it is set to something else than 0 to 36,500
   */
  public Optional<Duration> retention(String name) {
    int days = wholeNumber(name, 0, 0, LONGEST_RETENTION_DAYS);
    return days == 0 ? Optional.empty() : Optional.of(Duration.ofDays(days));
  }

  /**
   * The namespace of metrics that a function sends.
   *
   * @throws InvalidSettingException if it is set to one that CloudWatch refuses
   */
  public String metricNamespace(String name, String whenNotSet) {
    String namespace = optional(name).orElse(whenNotSet);
    if (!METRIC_NAMESPACE.matcher(namespace).matches()) {
      throw new InvalidSettingException(
          "environment variable "
              + name
              + " is \""
              + namespace
              + "\"; it has to hold 1 to 255 letters, digits, spaces and ._/#:-, and to begin neither"
              + " with AWS/ nor with a colon");
    }
    return namespace;
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

package dev.iotpipeline.local.run.verdict;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * How well one kind of anomaly was found: in alerts, one for each reading, or with a cool-down in
 * notices.
 *
 * @param expected how often it had to be told
 * @param found how often of these it was told
 * @param falsely how often it was told without being there
 */
@JsonPropertyOrder({"expected", "found", "missed", "false", "precision", "recall"})
public record Detection(long expected, long found, @JsonProperty("false") long falsely) {

  /** How often it had to be told and was not. */
  @JsonProperty
  public long missed() {
    return expected - found;
  }

  /** The share of what was told that is true; 1 if nothing was told. */
  @JsonProperty
  public double precision() {
    return share(found, found + falsely);
  }

  /** The share of what is there that was told; 1 if nothing is there. */
  @JsonProperty
  public double recall() {
    return share(found, expected);
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 1 : (double) part / whole;
  }

  Detection plus(Detection other) {
    return new Detection(expected + other.expected, found + other.found, falsely + other.falsely);
  }
}

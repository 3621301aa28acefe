package dev.iotpipeline.local.run.assembly;

import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * The way from the functions to the topic and to the metrics.
 *
 * @param topic gives what the functions are given for the topic
 * @param metrics gives what they are given for the metrics
 */
public record Passage(UnaryOperator<SnsClient> topic, UnaryOperator<CloudWatchClient> metrics) {

  /** Nothing is in the way. */
  public static final Passage FREE = new Passage(topic -> topic, metrics -> metrics);
}

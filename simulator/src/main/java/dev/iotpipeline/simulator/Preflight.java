package dev.iotpipeline.simulator;

import dev.iotpipeline.aws.ServiceErrors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** Makes one call before the first reading, so that a wrong setting is reported once. */
final class Preflight {

  private Preflight() {}

  /**
   * Asks for the state of the stream.
   *
   * @throws SimulationFailedException if it cannot take readings
   */
  static void check(KinesisClient client, String streamName) {
    try {
      StreamStatus status =
          client
              .describeStreamSummary(request -> request.streamName(streamName))
              .streamDescriptionSummary()
              .streamStatus();
      if (status == StreamStatus.CREATING || status == StreamStatus.DELETING) {
        throw new SimulationFailedException(
            "stream " + streamName + " is " + status + "; it has to be ACTIVE to take readings");
      }
    } catch (SdkException e) {
      if (!mayPublishAllTheSame(e)) {
        throw new SimulationFailedException(KinesisClients.advice(streamName).explain(e), e);
      }
    }
  }

  /** Publishing needs no permission to describe, and describing is throttled per account. */
  private static boolean mayPublishAllTheSame(SdkException error) {
    return ServiceErrors.isAccessDenied(error) || ServiceErrors.isThrottling(error);
  }
}

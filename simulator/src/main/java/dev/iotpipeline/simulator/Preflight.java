package dev.iotpipeline.simulator;

import dev.iotpipeline.aws.ServiceErrors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** One call before the first reading, so that a wrong setting is one error and not a thousand. */
final class Preflight {

  private Preflight() {}

  /**
   * Asks for the stream.
   *
   * @throws SimulationFailedException if nothing could be published to it
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

  /** A producer needs kinesis:PutRecord alone, and describing is throttled for a whole account. */
  private static boolean mayPublishAllTheSame(SdkException error) {
    return ServiceErrors.isAccessDenied(error) || ServiceErrors.isThrottling(error);
  }
}

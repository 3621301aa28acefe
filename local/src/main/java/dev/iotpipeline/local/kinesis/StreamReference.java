package dev.iotpipeline.local.kinesis;

import dev.iotpipeline.local.kinesis.KinesisApi.StreamRequest;
import java.util.regex.Pattern;

/** Says whether a request means the one stream that is here. */
final class StreamReference {

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]+");

  private static final int LONGEST_NAME = 128;

  private final LocalStream stream;

  StreamReference(LocalStream stream) {
    this.stream = stream;
  }

  /** Adds to the constraints that a stream's name, if given, can be one. */
  static Constraints constrain(Constraints constraints, String streamName) {
    if (streamName == null) {
      return constraints;
    }
    return constraints
        .form("streamName", streamName, NAME)
        .length("streamName", streamName, 1, LONGEST_NAME);
  }

  /**
   * Returns if the request names this stream.
   *
   * @throws KinesisException if it names none, or one that is not here
   */
  void check(StreamRequest request) {
    String name = request.streamName();
    String arn = request.streamARN();
    if (name == null && arn == null) {
      throw KinesisException.invalidArgument("Either StreamName or StreamARN has to be given.");
    }
    if (name != null && !name.equals(stream.name())) {
      throw notFound(name, LocalStream.ACCOUNT);
    }
    if (arn != null && !arn.equals(stream.arn())) {
      throw notFound(arn, LocalStream.ACCOUNT);
    }
  }

  private static KinesisException notFound(String name, String account) {
    return KinesisException.notFound(
        "Stream " + name + " under account " + account + " not found.");
  }
}

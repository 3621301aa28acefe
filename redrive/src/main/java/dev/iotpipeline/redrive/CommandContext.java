package dev.iotpipeline.redrive;

import dev.iotpipeline.aws.Sleeper;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/**
 * What all commands run with.
 *
 * @param clients the services; of a local run if its ports are given. The caller closes them
 * @param clock tells how long ago something was
 * @param sleeper waits between calls
 * @param interruption is Ctrl-C
 */
record CommandContext(
    Function<Optional<LocalPorts>, Clients> clients,
    Clock clock,
    Sleeper sleeper,
    Interruption interruption) {

  TelemetryStream stream(Clients of, String name) {
    return new TelemetryStream(of.kinesis(), name, new KinesisCalls(clock, sleeper, interruption));
  }
}

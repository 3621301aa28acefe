package dev.iotpipeline.redrive;

import dev.iotpipeline.aws.Sleeper;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/**
 * What every command needs to run.
 *
 * @param clients makes the clients: for a local run if ports are given, otherwise for AWS. The
 *     caller closes them
 * @param clock tells the time
 * @param sleeper waits between calls
 * @param interruption tells whether Ctrl-C has come
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

package dev.iotpipeline.redrive;

import dev.iotpipeline.aws.Sleeper;
import java.time.Clock;

/**
 * What every command needs to run.
 *
 * @param clients makes the clients; the caller closes them
 * @param clock tells the time
 * @param sleeper waits between calls
 * @param interruption tells whether Ctrl-C has come
 */
record CommandContext(
    Clients.Opener clients, Clock clock, Sleeper sleeper, Interruption interruption) {}

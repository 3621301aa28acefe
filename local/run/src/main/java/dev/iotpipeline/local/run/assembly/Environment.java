package dev.iotpipeline.local.run.assembly;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.Sleeper;
import dev.iotpipeline.local.aws.sns.Notification;
import dev.iotpipeline.local.run.faults.FaultPlan;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * What a pipeline is given from outside.
 *
 * @param clock tells the time to every part of it
 * @param sleeper waits for the functions
 * @param faults what goes wrong between the functions and the services
 * @param passage what is between the functions and the sinks
 * @param notifications is told of each message that the topic takes
 * @param witnesses are told of each call of the functions to DynamoDB
 * @param log takes what the functions, and Lambda around them, log
 */
public record Environment(
    Clock clock,
    Sleeper sleeper,
    FaultPlan faults,
    Passage passage,
    Consumer<Notification> notifications,
    List<ExecutionInterceptor> witnesses,
    EventLog log) {

  /** The time as it is. */
  public static Environment real(
      FaultPlan faults, Consumer<Notification> notifications, EventLog log) {
    return new Environment(
        Clock.systemUTC(),
        duration -> Thread.sleep(duration.toMillis()),
        faults,
        Passage.FREE,
        notifications,
        List.of(),
        log);
  }

  /** A new name for an invocation. */
  static String requestId() {
    return UUID.randomUUID().toString();
  }

  /** The same with somebody who watches what the functions write. */
  public Environment with(ExecutionInterceptor witness) {
    return new Environment(clock, sleeper, faults, passage, notifications, List.of(witness), log);
  }
}

package dev.iotpipeline.local.aws.lambda.mapping;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.local.aws.lambda.LocalFunction;
import dev.iotpipeline.local.aws.lambda.RetryBackoff;
import java.time.Clock;
import java.util.function.Supplier;

/** What all lanes of a mapping share. */
record MappingContext(
    LocalFunction function,
    MappingSettings settings,
    RetryBackoff backoff,
    FailureDestination destination,
    MappingCounters counters,
    Clock clock,
    Supplier<String> requestIds,
    EventLog log) {}

package dev.iotpipeline.local;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import dev.iotpipeline.alert.AlertHandler;
import dev.iotpipeline.alert.AlertSettings;
import dev.iotpipeline.consumer.ConsumerSettings;
import dev.iotpipeline.consumer.KinesisConsumerHandler;
import dev.iotpipeline.local.dynamodb.DynamoDbLocalProcess;
import dev.iotpipeline.local.dynamodb.ReadingsTable;
import dev.iotpipeline.local.kinesis.KinesisEndpoint;
import dev.iotpipeline.local.kinesis.LocalStream;
import dev.iotpipeline.local.lambda.AsyncInvocations;
import dev.iotpipeline.local.lambda.EventSourceMapping;
import dev.iotpipeline.local.lambda.HandlerFunction;
import dev.iotpipeline.local.report.LiveCounts;
import dev.iotpipeline.local.report.RunSummary;
import dev.iotpipeline.local.report.Scorekeeper;
import dev.iotpipeline.local.report.StoredItems;
import dev.iotpipeline.local.sinks.LocalMetrics;
import dev.iotpipeline.local.sinks.LocalTopic;
import dev.iotpipeline.local.sinks.Notification;
import dev.iotpipeline.telemetry.AnomalyDetector;
import dev.iotpipeline.telemetry.EventLog;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Stream, mapping, functions, table and sinks, wired as Terraform wires them on AWS. */
final class LocalPipeline implements AutoCloseable {

  private static final String TABLE = "iot-sensor-readings";
  private static final String ALERT_FUNCTION = "iot-alert";

  /** What can be chosen. A port of 0 is any free one. */
  record Options(
      String streamName, int shards, int kinesisPort, int dynamoDbPort, Optional<Path> data) {}
}

package dev.iotpipeline.local.run.assembly;

import static dev.iotpipeline.aws.ResourceNames.FLEET_NAMESPACE;
import static dev.iotpipeline.aws.ResourceNames.METRIC_NAMESPACE;

import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import dev.iotpipeline.local.run.faults.FaultPlan;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/**
 * Somebody between the functions and the sinks changes one message or one metric: the verdict is
 * not good, and names it. Each needs a run of its own, because a sink cannot take back what it
 * took.
 */
class TamperingWithSinksTest {

  private static DynamoDbLocalProcess dynamoDb;

  @BeforeAll
  static void startDatabase() throws IOException {
    dynamoDb = DynamoDbLocalProcess.start(0);
  }

  @AfterAll
  static void endDatabase() {
    dynamoDb.close();
  }

  static Stream<Arguments> messages() {
    List<Arguments> all = new ArrayList<>();
    String changed = "message changed: message ";
    all.add(message("lost", "not told: sensor-1 ", one -> List.of()));
    all.add(message("twice", "told again: sensor-1 ", one -> List.of(one, one)));
    all.add(message("subject", changed, one -> List.of(one.toBuilder().subject("x").build())));
    all.add(
        message(
            "text",
            changed,
            one -> List.of(replaced(one, "temperature\\\":52", "temperature\\\":53"))));
    all.add(message("email", changed, one -> List.of(replaced(one, "Measured ", "Measured_"))));
    all.add(message("sms", changed, one -> List.of(replaced(one, "> 45 (", ">  45 ("))));
    for (String attribute : List.of("device_id", "timestamp", "anomalies")) {
      all.add(
          message(
              attribute + " changed",
              changed,
              one -> List.of(attributes(one, map -> map.put(attribute, text("[\"x\"]"))))));
      all.add(
          message(
              attribute + " removed",
              changed,
              one -> List.of(attributes(one, map -> map.remove(attribute)))));
    }
    all.add(
        message(
            "attribute added",
            changed,
            one -> List.of(attributes(one, map -> map.put("note", text("x"))))));
    return all.stream();
  }

  private static Arguments message(
      String name, String finding, Function<PublishRequest, List<PublishRequest>> change) {
    return Arguments.of(name, finding, change);
  }

  private static PublishRequest replaced(PublishRequest message, String what, String by) {
    if (!message.message().contains(what)) {
      throw new IllegalArgumentException(what + " is not in " + message.message());
    }
    return message.toBuilder().message(message.message().replace(what, by)).build();
  }

  private static PublishRequest attributes(
      PublishRequest message, Consumer<Map<String, MessageAttributeValue>> by) {
    Map<String, MessageAttributeValue> attributes = new HashMap<>(message.messageAttributes());
    by.accept(attributes);
    return message.toBuilder().messageAttributes(attributes).build();
  }

  private static MessageAttributeValue text(String text) {
    return MessageAttributeValue.builder().dataType("String").stringValue(text).build();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void messages(
      String name, String finding, Function<PublishRequest, List<PublishRequest>> change) {
    assertThatItIsFound(
        new Passage(topic -> new OtherTopic(topic, change), metrics -> metrics), finding);
  }

  static Stream<Arguments> metrics() {
    List<Arguments> all = new ArrayList<>();
    all.add(metric(METRIC_NAMESPACE, "AnomalyCount", "lost", datum -> List.of()));
    all.add(metric(METRIC_NAMESPACE, "AnomalyCount", "twice", datum -> List.of(datum, datum)));
    all.add(metric(METRIC_NAMESPACE, "AnomalyCount", "value", larger()));
    all.add(metric(METRIC_NAMESPACE, "AnomalyCount", "another device", dimension("DeviceId", "x")));
    all.add(metric(METRIC_NAMESPACE, "AnomalyCount", "another dimension", dimension("Id", "x")));
    all.add(metric(METRIC_NAMESPACE, "AnomalyCount", "another name", renamed()));
    for (String counts :
        List.of("Readings", "AnomalousReadings", "RejectedRecords", "LateReadings", "Devices")) {
      all.add(metric(FLEET_NAMESPACE, counts, "value", larger()));
    }
    for (String values : List.of("Temperature", "Humidity", "Pressure")) {
      all.add(metric(FLEET_NAMESPACE, values, "first value", TamperingWithSinksTest::otherValue));
    }
    all.add(metric(FLEET_NAMESPACE, "Temperature", "first count", TamperingWithSinksTest::again));
    all.add(metric(FLEET_NAMESPACE, "Humidity", "lost", datum -> List.of()));
    all.add(metric(FLEET_NAMESPACE, "Devices", "twice", datum -> List.of(datum, datum)));
    all.add(metric(FLEET_NAMESPACE, "Readings", "another dimension", dimension("Shard", "x")));
    all.add(metric(FLEET_NAMESPACE, "Readings", "another name", renamed()));
    return all.stream();
  }

  private static Arguments metric(
      String namespace,
      String metric,
      String what,
      Function<MetricDatum, List<MetricDatum>> change) {
    return Arguments.of(namespace, metric, what, change);
  }

  private static Function<MetricDatum, List<MetricDatum>> larger() {
    return datum -> List.of(datum.toBuilder().value(datum.value() + 1).build());
  }

  private static Function<MetricDatum, List<MetricDatum>> renamed() {
    return datum -> List.of(datum.toBuilder().metricName("x").build());
  }

  private static Function<MetricDatum, List<MetricDatum>> dimension(String name, String value) {
    return datum ->
        List.of(
            datum.toBuilder()
                .dimensions(Dimension.builder().name(name).value(value).build())
                .build());
  }

  private static List<MetricDatum> otherValue(MetricDatum datum) {
    List<Double> values = new ArrayList<>(datum.values());
    values.set(0, values.get(0) * 1.001);
    return List.of(datum.toBuilder().values(values).build());
  }

  private static List<MetricDatum> again(MetricDatum datum) {
    List<Double> counts = new ArrayList<>(datum.counts());
    counts.set(0, counts.get(0) + 1);
    return List.of(datum.toBuilder().counts(counts).build());
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @MethodSource
  void metrics(
      String namespace,
      String metric,
      String what,
      Function<MetricDatum, List<MetricDatum>> change) {
    String finding =
        namespace.equals(METRIC_NAMESPACE)
            ? "counted wrongly: AnomalyCount {DeviceId=sensor-1}"
            : "wrong in fleet: metric " + metric;
    UnaryOperator<CloudWatchClient> other =
        metrics -> new OtherMetrics(metrics, namespace, metric, change);
    assertThatItIsFound(new Passage(topic -> topic, other), finding);
  }

  private static void assertThatItIsFound(Passage passage, String finding) {
    try (DrivenPipeline run =
        new DrivenPipeline(dynamoDb.uri(), DrivenPipeline.settings(20), FaultPlan.NONE, passage)) {
      run.put("sensor-1", reading(run, 52), reading(run, 23)).run();
      Tampering.assertThatItSays(run.summary(), finding);
    }
  }

  private static byte[] reading(DrivenPipeline run, int temperature) {
    return ReadingJson.write(
        new Reading(
            "sensor-1",
            run.clock.instant().plusMillis(temperature),
            BigDecimal.valueOf(temperature),
            BigDecimal.valueOf(50),
            BigDecimal.valueOf(1003),
            null));
  }

  /** Changes what is published. */
  private record OtherTopic(SnsClient topic, Function<PublishRequest, List<PublishRequest>> change)
      implements SnsClient {

    @Override
    public PublishResponse publish(PublishRequest request) {
      PublishResponse response = PublishResponse.builder().build();
      for (PublishRequest changed : change.apply(request)) {
        response = topic.publish(changed);
      }
      return response;
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  /** Changes the data of one metric. */
  private record OtherMetrics(
      CloudWatchClient metrics,
      String namespace,
      String metric,
      Function<MetricDatum, List<MetricDatum>> change)
      implements CloudWatchClient {

    @Override
    public PutMetricDataResponse putMetricData(PutMetricDataRequest request) {
      List<MetricDatum> data =
          request.metricData().stream()
              .flatMap(
                  datum ->
                      request.namespace().equals(namespace) && datum.metricName().equals(metric)
                          ? change.apply(datum).stream()
                          : Stream.of(datum))
              .toList();
      return data.isEmpty()
          ? PutMetricDataResponse.builder().build()
          : metrics.putMetricData(request.toBuilder().metricData(data).build());
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}

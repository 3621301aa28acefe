package dev.iotpipeline.local.aws.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterCombinationException;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterValueException;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.MissingRequiredParameterException;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;

/** What CloudWatch, and so its stand-in, takes as metrics and what it refuses. */
abstract class CloudWatchContract {

  abstract CloudWatchClient cloudWatch();

  /** Where the tests' metrics go. */
  abstract String namespace();

  /**
   * Is told the sum of the values that have been accepted since the test began. CloudWatch itself
   * shows it minutes later, so only a stand-in can check it.
   */
  void accepted(int sum) {}

  @ParameterizedTest
  @ValueSource(strings = {"", ":Alerts", "AWS/Lambda", "IoT\nAlerts", "Älerts"})
  void aNamespaceOutsideTheRulesIsRefused(String namespace) {
    refused(
        InvalidParameterValueException.class,
        PutMetricDataRequest.builder().namespace(namespace).metricData(count("a", 1).build()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t", ":a", "a\nb", "\u007F", "é", "温度計", "a\u202Eb"})
  void aDimensionValueOutsideTheRulesIsRefused(String value) {
    refused(InvalidParameterValueException.class, count(value, 1));
  }

  @Test
  void aDimensionValueHas1024CharactersAtMost() {
    put(count("x".repeat(1024), 1).build());

    refused(InvalidParameterValueException.class, count("x".repeat(1025), 1));
  }

  @Test
  void aMetricHas30DimensionsAtMostEachOnce() {
    put(count("a", 1).dimensions(dimensions(30)).build());

    refused(InvalidParameterValueException.class, count("a", 1).dimensions(dimensions(31)));
    Dimension twice = dimensions(1).get(0);
    refused(InvalidParameterValueException.class, count("a", 1).dimensions(twice, twice));
  }

  @Test
  void aCallHas1000MetricsAtMost() {
    MetricDatum datum = count("a", 1).build();
    put(Collections.nCopies(1000, datum).toArray(MetricDatum[]::new));
    accepted(1000);

    refused(
        InvalidParameterValueException.class,
        PutMetricDataRequest.builder()
            .namespace(namespace())
            .metricData(Collections.nCopies(1001, datum)));
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e109, -1e109})
  void aValueOutsideTheRangeIsRefused(double value) {
    refused(InvalidParameterValueException.class, count("a", value));
  }

  @Test
  void aDatumHas150ValuesAtMostEachWithItsCount() {
    List<Double> numbers = IntStream.range(0, 151).mapToObj(i -> (double) i).toList();
    List<Double> most = numbers.subList(0, 150);
    put(many(most).counts(Collections.nCopies(150, 2.0)).build());
    accepted(2 * 150 * 149 / 2);

    refused(InvalidParameterValueException.class, many(numbers));
    refused(InvalidParameterValueException.class, many(most).counts(1.0));
    refused(InvalidParameterCombinationException.class, many(most).value(1.0));
    refused(InvalidParameterValueException.class, many(List.of(1.0, Double.NaN)));
  }

  private static MetricDatum.Builder many(List<Double> values) {
    return count("a", 1).value(null).values(values);
  }

  @Test
  void whatIsMissingIsRefused() {
    refused(MissingRequiredParameterException.class, count("a", 1).value(null));
    refused(MissingRequiredParameterException.class, count("a", 1).metricName(null));
    refused(MissingRequiredParameterException.class, count(null, 1));
    refused(
        MissingRequiredParameterException.class,
        PutMetricDataRequest.builder().metricData(count("a", 1).build()));
    refused(
        MissingRequiredParameterException.class,
        PutMetricDataRequest.builder().namespace(namespace()));
  }

  @Test
  void oneBadDatumRefusesTheWholeCall() {
    refused(
        InvalidParameterValueException.class,
        PutMetricDataRequest.builder()
            .namespace(namespace())
            .metricData(count("a", 1).build(), count("é", 1).build()));
  }

  static MetricDatum.Builder count(String deviceId, double value) {
    return MetricDatum.builder()
        .metricName("AnomalyCount")
        .value(value)
        .dimensions(Dimension.builder().name("DeviceId").value(deviceId).build());
  }

  private static List<Dimension> dimensions(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Dimension.builder().name("dimension-" + i).value("x").build())
        .toList();
  }

  void put(MetricDatum... data) {
    cloudWatch()
        .putMetricData(
            PutMetricDataRequest.builder().namespace(namespace()).metricData(data).build());
  }

  void refused(Class<? extends CloudWatchException> as, MetricDatum.Builder datum) {
    refused(as, PutMetricDataRequest.builder().namespace(namespace()).metricData(datum.build()));
  }

  void refused(Class<? extends CloudWatchException> as, PutMetricDataRequest.Builder request) {
    assertThatExceptionOfType(as)
        .isThrownBy(() -> cloudWatch().putMetricData(request.build()))
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(400));
  }
}

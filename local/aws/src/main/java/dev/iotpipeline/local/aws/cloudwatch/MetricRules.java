package dev.iotpipeline.local.aws.cloudwatch;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterCombinationException;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterValueException;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.MissingRequiredParameterException;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;

/**
 * What CloudWatch takes for metric data.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html">PutMetricData</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html">MetricDatum</a>
 */
final class MetricRules {

  private static final int METRICS = 1000;
  private static final int DIMENSIONS = 30;
  private static final int VALUES = 150;
  private static final double LARGEST_VALUE = Math.scalb(1.0, 360);

  private static final Pattern NAMESPACE = Pattern.compile("(?!:|AWS/)[A-Za-z0-9._/#: -]{1,255}");
  private static final Pattern METRIC_NAME = Pattern.compile("(?!:)(?=.*[!-~])[ -~]{1,255}");
  private static final Pattern DIMENSION_NAME = METRIC_NAME;

  /** The reference forbids a leading colon for names only; a value without one is always safe. */
  private static final Pattern DIMENSION_VALUE = Pattern.compile("(?!:)(?=.*[!-~])[ -~]{1,1024}");

  private MetricRules() {}

  /** All or nothing: one bad datum refuses the call. */
  static void check(PutMetricDataRequest request) {
    checkText("Namespace", request.namespace(), NAMESPACE);
    if (request.metricData().isEmpty()) {
      throw missing("MetricData");
    }
    if (request.metricData().size() > METRICS) {
      throw invalid("The collection MetricData must not have a size greater than " + METRICS + ".");
    }
    for (MetricDatum datum : request.metricData()) {
      checkText("MetricName", datum.metricName(), METRIC_NAME);
      checkDimensions(datum.dimensions());
      checkValue(datum);
    }
  }

  private static void checkDimensions(List<Dimension> dimensions) {
    if (dimensions.size() > DIMENSIONS) {
      throw invalid(
          "The collection Dimensions must not have a size greater than " + DIMENSIONS + ".");
    }
    Set<String> names = new HashSet<>();
    for (Dimension dimension : dimensions) {
      checkText("Dimensions.Name", dimension.name(), DIMENSION_NAME);
      checkText("Dimensions.Value", dimension.value(), DIMENSION_VALUE);
      if (!names.add(dimension.name())) {
        throw invalid("The dimension " + dimension.name() + " is given twice.");
      }
    }
  }

  /** Of the ways to give values two are here: one number, or many with how often each counts. */
  static List<Double> values(MetricDatum datum) {
    return datum.value() == null ? datum.values() : List.of(datum.value());
  }

  private static void checkValue(MetricDatum datum) {
    if (values(datum).isEmpty()) {
      throw missing("Value");
    }
    if (datum.value() != null && datum.hasValues()) {
      throw InvalidParameterCombinationException.builder()
          .message("The parameters Value and Values are mutually exclusive.")
          .statusCode(400)
          .build();
    }
    if (datum.values().size() > VALUES) {
      throw invalid("The collection Values must not have a size greater than " + VALUES + ".");
    }
    if (datum.hasCounts() && datum.counts().size() != datum.values().size()) {
      throw invalid("The parameters Values and Counts must have the same size.");
    }
    values(datum).forEach(MetricRules::checkNumber);
    datum.counts().forEach(MetricRules::checkNumber);
  }

  private static void checkNumber(double number) {
    if (Double.isNaN(number) || Math.abs(number) > LARGEST_VALUE) {
      throw invalid("The value " + number + " for parameter Value is invalid.");
    }
  }

  private static void checkText(String parameter, String text, Pattern allowed) {
    if (text == null) {
      throw missing(parameter);
    }
    if (!allowed.matcher(text).matches()) {
      throw invalid("The value \"" + text + "\" for parameter " + parameter + " is invalid.");
    }
  }

  private static InvalidParameterValueException invalid(String message) {
    return InvalidParameterValueException.builder().message(message).statusCode(400).build();
  }

  private static MissingRequiredParameterException missing(String parameter) {
    return MissingRequiredParameterException.builder()
        .message("The parameter " + parameter + " is required.")
        .statusCode(400)
        .build();
  }
}

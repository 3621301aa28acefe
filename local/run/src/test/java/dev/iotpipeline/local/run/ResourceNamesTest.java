package dev.iotpipeline.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.aws.ResourceNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What Terraform calls a thing is what the code calls it. */
class ResourceNamesTest {

  private static final Path TERRAFORM = Path.of("..", "..", "terraform");

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "variables.tf | variable \"stream_name\" | default | " + ResourceNames.STREAM,
        "variables.tf | variable \"table_name\" | default | " + ResourceNames.READINGS_TABLE,
        "variables.tf | variable \"rejected_table_name\" | default | "
            + ResourceNames.REJECTED_TABLE,
        "variables.tf | variable \"alerts_table_name\" | default | " + ResourceNames.ALERTS_TABLE,
        "variables.tf | variable \"shadow_table_name\" | default | " + ResourceNames.SHADOWS_TABLE,
        "variables.tf | variable \"notices_table_name\" | default | " + ResourceNames.NOTICES_TABLE,
        "variables.tf | variable \"thresholds_table_name\" | default | "
            + ResourceNames.THRESHOLDS_TABLE,
        "variables.tf | variable \"fleet_table_name\" | default | "
            + ResourceNames.FLEET_STATISTICS_TABLE,
        "fleet.tf | module \"fleet\" | name | " + ResourceNames.FLEET_FUNCTION,
        "fleet.tf | locals | fleet_namespace | " + ResourceNames.FLEET_NAMESPACE,
        "silence.tf | module \"silence_check\" | name | " + ResourceNames.SILENCE_FUNCTION,
        "consumer.tf | module \"consumer\" | name | " + ResourceNames.CONSUMER_FUNCTION,
        "alert.tf | module \"alert\" | name | " + ResourceNames.ALERT_FUNCTION,
        "modules/java-function/main.tf | resource \"aws_lambda_alias\" \"live\" | name | "
            + ResourceNames.LIVE_ALIAS,
        "notifications.tf | resource \"aws_sns_topic\" \"alerts\" | name | "
            + ResourceNames.ALERT_TOPIC,
        "consumer.tf | resource \"aws_sqs_queue\" \"failed_batches\" | name | "
            + ResourceNames.FAILED_BATCHES_QUEUE,
        "alert.tf | resource \"aws_sqs_queue\" \"failed_alerts\" | name | "
            + ResourceNames.FAILED_ALERTS_QUEUE,
        "alert.tf | locals | metric_namespace | " + ResourceNames.METRIC_NAMESPACE
      })
  void isTheNameInTerraform(String file, String block, String attribute, String name)
      throws IOException {
    assertThat(attribute(file, block, attribute)).isEqualTo(name);
  }

  @Test
  void alarmAndDashboardReadTheMetricThatIsWritten() throws IOException {
    String query =
        "SELECT SUM(%s) FROM SCHEMA(\\\"${local.metric_namespace}\\\", %s) GROUP BY"
            .formatted(ResourceNames.METRIC, ResourceNames.METRIC_DIMENSION);
    assertThat(Files.readString(TERRAFORM.resolve("alarms.tf"))).contains(query);
    assertThat(Files.readString(TERRAFORM.resolve("dashboard.tf"))).contains(query);
  }

  @Test
  void theStreamOfTheLocalRunIsThatOfTheEnvironmentOrElseOfTerraform() {
    String stream =
        new CommandLine(new LocalCommand()).getCommandSpec().findOption("--stream").defaultValue();
    assertThat(stream)
        .isEqualTo(System.getenv().getOrDefault("KINESIS_STREAM_NAME", ResourceNames.STREAM));
  }

  /** The text of an attribute in the one block of a file that begins so, without the prefix. */
  private static String attribute(String file, String block, String attribute) throws IOException {
    Pattern pattern =
        Pattern.compile(
            "(?ms)^"
                + Pattern.quote(block)
                + " \\{$(?:(?!^\\}).)*?^  "
                + attribute
                + "\\s+= \"([^\"]+)\"$");
    Matcher found = pattern.matcher(Files.readString(TERRAFORM.resolve(file)));
    assertThat(found.find()).as("%s of %s in %s", attribute, block, file).isTrue();
    return found.group(1).replace("${var.name_prefix}", "");
  }
}

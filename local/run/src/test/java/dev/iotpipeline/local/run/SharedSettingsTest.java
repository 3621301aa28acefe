package dev.iotpipeline.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.iotpipeline.local.run.assembly.PipelineSettings;
import dev.iotpipeline.telemetry.Thresholds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A default has one value, however often it is written down: in code, in Terraform, in the file.
 */
class SharedSettingsTest {

  private static final Path TERRAFORM = Path.of("..", "..", "terraform");
  private static final Pattern VARIABLE = Pattern.compile("(?ms)^variable \"(\\w+)\" \\{$(.*?)^}$");
  private static final Pattern DEFAULT = Pattern.compile("(?m)^  default\\s+= (.+)$");

  private static final Pattern ASSIGNMENT = Pattern.compile("(?m)^(\\w+)\\s+= (.+)$");

  private static final Map<String, String> VARIABLES = new HashMap<>();
  private static JsonNode file;

  @BeforeAll
  static void readTerraform() throws IOException {
    file =
        JsonMapper.builder()
            .build()
            .readTree(TERRAFORM.resolve("pipeline.auto.tfvars.json").toFile());
    Matcher variable = VARIABLE.matcher(Files.readString(TERRAFORM.resolve("variables.tf")));
    while (variable.find()) {
      Matcher value = DEFAULT.matcher(variable.group(2));
      VARIABLES.put(variable.group(1), value.find() ? value.group(1).replace("\"", "") : "");
    }
  }

  @Test
  void everySettingOfTheFileIsAVariableOfTerraformWithThatDefault() {
    assertThat(file.size()).isPositive();
    file.properties()
        .forEach(
            setting ->
                assertThat(VARIABLES).containsEntry(setting.getKey(), setting.getValue().asText()));
  }

  @Test
  void theLocalRunReadsEverySettingOfTheFile() {
    JsonNode read = JsonMapper.builder().build().valueToTree(PipelineSettings.load(Map.of()));
    Map<String, String> expected = plainValues(file);
    PipelineSettings.LOCAL.forEach((name, value) -> expected.put(name, String.valueOf(value)));
    assertThat(plainValues(read)).isEqualTo(expected);
  }

  private static Map<String, String> plainValues(JsonNode settings) {
    Map<String, String> values = new HashMap<>();
    for (Map.Entry<String, JsonNode> setting : settings.properties()) {
      JsonNode value = setting.getValue();
      values.put(
          setting.getKey(),
          value.isNumber() ? value.decimalValue().toPlainString() : value.asText());
    }
    return values;
  }

  @Test
  void theThresholdsInCodeAreThoseOfTheFile() {
    Thresholds inFile = PipelineSettings.load(Map.of()).thresholds();
    assertThat(Thresholds.DEFAULT.temperatureHigh()).isEqualByComparingTo(inFile.temperatureHigh());
    assertThat(Thresholds.DEFAULT.humidityHigh()).isEqualByComparingTo(inFile.humidityHigh());
    assertThat(Thresholds.DEFAULT.humidityLow()).isEqualByComparingTo(inFile.humidityLow());
  }

  @Test
  void theProfileOfTheArticleIsWhatTheOptionChanges() throws IOException {
    Map<String, String> profile =
        ASSIGNMENT
            .matcher(Files.readString(TERRAFORM.resolve("profiles/article.tfvars")))
            .results()
            .collect(Collectors.toMap(m -> m.group(1), m -> m.group(2).replace("\"", "")));
    Map<String, String> option = new HashMap<>();
    PipelineSettings.ARTICLE.forEach((name, value) -> option.put(name, String.valueOf(value)));

    assertThat(profile).isEqualTo(option);
    assertThat(VARIABLES).containsKeys(profile.keySet().toArray(String[]::new));
  }
}

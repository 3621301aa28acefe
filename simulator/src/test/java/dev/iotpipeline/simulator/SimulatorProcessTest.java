package dev.iotpipeline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a user starts it, in an environment of its own. */
final class SimulatorProcessTest {

  @TempDir private Path home;

  @Test
  void noRegionIsOneLineThatSaysWhatToSet() throws Exception {
    assertThat(errorsOf(Map.of()))
        .isEqualTo("simulator: no region is set: set AWS_REGION, for example to us-east-1\n");
  }

  @Test
  void noCredentialsAreOneLineThatSaysWhatToSet() throws Exception {
    assertThat(errorsOf(Map.of("AWS_REGION", "us-east-1")))
        .isEqualTo(
            "simulator: no AWS credentials were found: set AWS_ACCESS_KEY_ID and"
                + " AWS_SECRET_ACCESS_KEY, or AWS_PROFILE; a local endpoint takes any\n");
  }

  @Test
  void anEndpointThatIsNoUrlIsOneLineThatSaysWhatToSet() throws Exception {
    assertThat(
            errorsOf(
                Map.of(
                    "AWS_REGION", "us-east-1",
                    "AWS_ACCESS_KEY_ID", "local",
                    "AWS_SECRET_ACCESS_KEY", "local",
                    "AWS_ENDPOINT_URL_KINESIS", "nonsense")))
        .startsWith("simulator: ")
        .contains("AWS_ENDPOINT_URL_KINESIS")
        .hasLineCount(1);
  }

  private String errorsOf(Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "-Duser.home=" + home,
            SimulatorCommand.class.getName(),
            "--count",
            "1");
    builder.environment().clear();
    builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
    builder.environment().putAll(environment);
    builder.environment().put("HOME", home.toString());
    Process process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    String errors =
        new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)
            .replace("\r\n", "\n");
    assertThat(process.waitFor()).isEqualTo(2);
    return errors;
  }
}

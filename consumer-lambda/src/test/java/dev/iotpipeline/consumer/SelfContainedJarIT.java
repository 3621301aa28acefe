package dev.iotpipeline.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import dev.iotpipeline.local.aws.testing.FakeContext;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that is deployed, in a process of its own, without the libraries of this build. */
class SelfContainedJarIT {

  private static final Path JAR = Path.of("target", "consumer-lambda.jar");
  private static final Path EVENT = Path.of("src", "test", "resources", "kinesis-event.json");

  @TempDir private Path folder;

  @Test
  void theJarHandlesAnEventAgainstRealEndpoints() throws Exception {
    try (AwsStub aws = new AwsStub()) {
      int exitCode =
          run(
              Map.of(
                  "AWS_ENDPOINT_URL", aws.url(),
                  "AWS_REGION", "us-east-1",
                  "AWS_ACCESS_KEY_ID", "local",
                  "AWS_SECRET_ACCESS_KEY", "local",
                  "DYNAMODB_TABLE_NAME", "iot-sensor-readings",
                  "ALERT_FUNCTION_NAME", "iot-alert"));

      assertThat(errors()).doesNotContain("SLF4J", "Exception", "WARN");
      assertThat(exitCode).isZero();
      assertThat(aws.writes()).hasSize(2);
      assertThat(aws.writes().get(1))
          .contains("\"temperature\":{\"N\":\"51.25\"}", "iot-sensor-readings");
      assertThat(aws.invocations())
          .singleElement()
          .asString()
          .startsWith("Event {\"device_id\":\"sensor-008\"");
    }
    assertThat(output())
        .last()
        .isEqualTo(
            "{\"batchItemFailures\":[{\"itemIdentifier\":"
                + "\"49590338271490256608559692540925702759324208523137515619\"}]}");
  }

  @Test
  void aMissingSettingIsNamedAtTheStart() throws Exception {
    assertThat(run(Map.of("ALERT_FUNCTION_NAME", "iot-alert"))).isNotZero();

    assertThat(errors()).contains("environment variable DYNAMODB_TABLE_NAME is not set");
  }

  @Test
  void theJarHoldsOneHttpClientAndNoSignatures() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(jar.stream().map(entry -> entry.getName()))
          .contains("dev/iotpipeline/consumer/KinesisConsumerHandler.class")
          .noneMatch(name -> name.startsWith("io/netty/"))
          .noneMatch(name -> name.startsWith("software/amazon/awssdk/http/nio/"))
          .noneMatch(name -> name.startsWith("software/amazon/awssdk/http/urlconnection/"))
          .noneMatch(name -> name.matches("META-INF/.*\\.(SF|DSA|RSA)"));
    }
  }

  /** As in Lambda, the serialiser is beside the function's jar. The test classes hold the main. */
  private int run(Map<String, String> environment) throws Exception {
    ProcessBuilder process =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            String.join(
                File.pathSeparator,
                JAR.toString(),
                jarOf(LambdaEventSerializers.class),
                jarOf(FakeContext.class),
                Path.of("target/test-classes").toString()),
            RuntimeMain.class.getName());
    process.environment().clear();
    process.environment().putAll(environment);
    process.redirectInput(EVENT.toFile());
    process.redirectOutput(folder.resolve("out").toFile());
    process.redirectError(folder.resolve("err").toFile());
    Process child = process.start();
    try {
      assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
      return child.exitValue();
    } finally {
      child.destroyForcibly();
    }
  }

  private static String jarOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  private String errors() throws IOException {
    return Files.readString(folder.resolve("err"));
  }

  private List<String> output() throws IOException {
    return Files.readAllLines(folder.resolve("out"));
  }
}

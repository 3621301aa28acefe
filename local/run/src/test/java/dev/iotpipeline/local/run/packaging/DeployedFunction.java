package dev.iotpipeline.local.run.packaging;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A function's jar as Lambda runs it: in a fresh JVM with Lambda's own collector and compiler,
 * under AWS's own runtime client, with nothing on the class path but the jar and that client.
 */
final class DeployedFunction implements AutoCloseable {

  private final RuntimeApi api = new RuntimeApi();
  private final Process process;
  private final Path output;
  private final Path nativeClient;

  /**
   * Starts it.
   *
   * @param jar the self-contained jar
   * @param handler the handler string that Terraform declares
   * @param environment all of the process's environment, besides what Lambda itself sets
   * @param heapMegabytes the most that the heap may take
   */
  DeployedFunction(Path jar, String handler, Map<String, String> environment, int heapMegabytes)
      throws IOException {
    output = Files.createTempFile("function", ".log");
    nativeClient = Files.createTempFile("libaws-lambda-jni", ".so");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
                "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
                    + unpacked(nativeClient),
                "-cp",
                jar + File.pathSeparator + runtimeClient(),
                AWSLambda.class.getName(),
                handler)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
    builder.environment().put("AWS_LAMBDA_FUNCTION_NAME", "function");
    builder.environment().put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
    builder.environment().put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    builder.environment().put("AWS_LAMBDA_LOG_FORMAT", "JSON");
    builder.environment().put("AWS_REGION", "us-east-1");
    if (!environment.containsKey("AWS_CONTAINER_CREDENTIALS_FULL_URI")) {
      builder.environment().put("AWS_ACCESS_KEY_ID", "local");
      builder.environment().put("AWS_SECRET_ACCESS_KEY", "local");
    }
    builder.environment().put("_HANDLER", handler);
    process = builder.start();
  }

  /** By itself each process would unpack it to the same place, under the feet of another. */
  private static Path unpacked(Path file) throws IOException {
    String architecture = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    String name = "/jni/libaws-lambda-jni.linux-" + architecture + ".so";
    try (InputStream library = AWSLambda.class.getResourceAsStream(name)) {
      Files.copy(Objects.requireNonNull(library, name), file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }

  /** What Lambda's runtime itself consists of; utils-lite comes from the function's jar. */
  private static String runtimeClient() {
    return Stream.of(AWSLambda.class, Context.class, PojoSerializer.class)
        .map(DeployedFunction::jarOf)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String jarOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  RuntimeApi api() {
    return api;
  }

  /** All that it has printed. */
  String output() throws IOException {
    return Files.readString(output, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().orTimeout(1, TimeUnit.MINUTES).join();
    api.close();
    Files.deleteIfExists(output);
    Files.deleteIfExists(nativeClient);
  }
}

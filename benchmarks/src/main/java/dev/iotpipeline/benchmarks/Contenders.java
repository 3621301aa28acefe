package dev.iotpipeline.benchmarks;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import dev.iotpipeline.benchmarks.baselines.ArticleLoop;
import dev.iotpipeline.benchmarks.baselines.BareHandler;
import dev.iotpipeline.benchmarks.baselines.BatchWrites;
import dev.iotpipeline.benchmarks.function.Contender;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.joda.time.DateTime;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** What is measured side by side. */
final class Contenders {

  /**
   * The bare handler's name; its warm batch and its start are the limit that others are held to.
   */
  static final String BARE = "bare handler";

  private static final String RUNTIME_MAIN =
      "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  /** What the heap gets of the 1,024 MB that Terraform gives the consumer. */
  private static final String HEAP = "-Xmx768m";

  /** Where org.crac finds who runs the hooks of a snapshot. */
  private static final String HOOKS = "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac";

  private static final Map<String, String> NAMES =
      Map.of("DYNAMODB_TABLE_NAME", "readings", "ALERT_FUNCTION_NAME", "alert");

  private static final Map<String, String> AS_DEPLOYED =
      Map.of(
          "REJECTED_TABLE_NAME", "rejected",
          "SHADOW_TABLE_NAME", "shadows",
          "THRESHOLDS_TABLE_NAME", "thresholds",
          "TEMP_RISE_THRESHOLD", "5",
          "TEMP_RISE_WINDOW_SECONDS", "60",
          "NOTIFICATION_COOLDOWN_SECONDS", "0",
          "DIGEST_SECONDS", "5");

  private final Path root;

  /**
   * @param root the folder of the whole project, built
   */
  Contenders(Path root) {
    this.root = root;
  }

  /** All of them, the bare handler first. */
  List<Contender> all() {
    return List.of(
        java(
            BARE,
            List.of(jarOf(BareHandler.class), jarOf(KinesisEvent.class), jarOf(DateTime.class)),
            BareHandler.class.getName(),
            Map.of()),
        java("article's loop, Java", List.of(baselines()), ArticleLoop.class.getName(), NAMES),
        java("batch writes, Java", List.of(baselines()), BatchWrites.class.getName(), NAMES),
        consumer("consumer, no shadows", Map.of()),
        consumer("consumer, as deployed", AS_DEPLOYED));
  }

  private Contender consumer(String name, Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>(NAMES);
    environment.putAll(settings);
    return java(
        name,
        List.of(root.resolve("consumer-lambda/target/consumer-lambda.jar")),
        "dev.iotpipeline.consumer.KinesisConsumerHandler::handleRequest",
        environment);
  }

  private Path baselines() {
    return root.resolve("benchmarks/baselines/target/benchmark-baselines.jar");
  }

  /** With the collector and the compiler that Lambda's runtime uses. */
  private static Contender java(
      String name, List<Path> artifact, String handler, Map<String, String> settings) {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            HEAP,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            HOOKS,
            "-cp",
            Stream.concat(artifact.stream(), runtimeClient())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator)),
            RUNTIME_MAIN,
            handler);
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("_HANDLER", handler);
    return new Contender(name, artifact, command, environment, true);
  }

  /** What Lambda's runtime itself consists of. */
  private static Stream<Path> runtimeClient() {
    return Stream.of(
            runtimeMain(), Context.class, PojoSerializer.class, SdkInternalThreadLocal.class)
        .map(Contenders::jarOf);
  }

  /** By its name: to the compiler, the manifest of its jar points at jars that are not there. */
  private static Class<?> runtimeMain() {
    try {
      return Class.forName(RUNTIME_MAIN, false, Contenders.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("AWS's runtime client is not on the class path", e);
    }
  }

  private static Path jarOf(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  /** Those whose names contain one of the given words; all if there are none. */
  List<Contender> named(List<String> words) {
    List<Contender> chosen = new ArrayList<>(all());
    chosen.removeIf(
        each -> !words.isEmpty() && words.stream().noneMatch(word -> each.name().contains(word)));
    return chosen;
  }
}

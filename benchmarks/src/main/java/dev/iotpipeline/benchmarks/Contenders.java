package dev.iotpipeline.benchmarks;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import dev.iotpipeline.benchmarks.baselines.ArticleLoop;
import dev.iotpipeline.benchmarks.baselines.BareHandler;
import dev.iotpipeline.benchmarks.baselines.BatchWrites;
import dev.iotpipeline.benchmarks.function.Contender;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  static final int HEAP_MEGABYTES = 768;

  /**
   * Where the runtime client finds its native part. By default each process unpacks it to one and
   * the same file, and two that start at the same time crash.
   */
  private static final String NATIVE_CLIENT =
      "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  /** Where org.crac finds who runs the hooks of a snapshot. */
  private static final String HOOKS = "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac";

  /** By its name: its module is built only where its library can be had. */
  private static final String POWERTOOLS = "dev.iotpipeline.benchmarks.powertools.PowertoolsBatch";

  private static final Map<String, String> NAMES =
      Map.of("DYNAMODB_TABLE_NAME", "readings", "ALERT_FUNCTION_NAME", "alert");

  private static final Map<String, String> AS_DEPLOYED =
      Map.of(
          "REJECTED_TABLE_NAME", "rejected",
          "SHADOW_TABLE_NAME", "shadows",
          "THRESHOLDS_TABLE_NAME", "thresholds",
          "TEMP_RISE_THRESHOLD", "5",
          "TEMP_RISE_WINDOW_SECONDS", "60",
          "NOTIFICATION_COOLDOWN_SECONDS", "300",
          "SILENCE_SECONDS", "300",
          "DIGEST_SECONDS", "5");

  private final Path root;
  private final Python python;
  private final Path nativeClient;

  /**
   * @param root the folder of the whole project, built
   */
  Contenders(Path root, Python python) {
    this.root = root;
    this.python = python;
    this.nativeClient = unpacked(root.resolve("benchmarks/target/libaws-lambda-jni.so"));
  }

  private static Path unpacked(Path file) {
    String architecture = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    String name = "/jni/libaws-lambda-jni.linux-" + architecture + ".so";
    try (InputStream library = runtimeMain().getResourceAsStream(name)) {
      Files.copy(Objects.requireNonNull(library, name), file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that can run here, the bare handler first. */
  List<Contender> all() {
    List<Contender> all = new ArrayList<>();
    all.add(
        java(
            BARE,
            List.of(jarOf(BareHandler.class), jarOf(KinesisEvent.class), jarOf(DateTime.class)),
            BareHandler.class.getName(),
            Map.of()));
    if (python.hasBoto3()) {
      all.add(article());
    }
    all.add(java("article's loop, Java", List.of(baselines()), ArticleLoop.class.getName(), NAMES));
    all.add(java("batch writes, Java", List.of(baselines()), BatchWrites.class.getName(), NAMES));
    if (Files.exists(powertools())) {
      all.add(java("Powertools, 32 threads", List.of(powertools()), POWERTOOLS, NAMES));
    }
    all.add(consumer("consumer, no shadows", Map.of(), HEAP_MEGABYTES));
    all.add(deployed(HEAP_MEGABYTES));
    return all;
  }

  /** A sentence for each that cannot run here. */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (!python.hasBoto3()) {
      missing.add("The article's loop in Python is left out: there is no python3 with boto3.");
    }
    if (!Files.exists(powertools())) {
      missing.add(
          "Powertools is left out: software.amazon.lambda:powertools-batch could not be had.");
    }
    return missing;
  }

  private Contender article() {
    Path script = root.resolve("benchmarks/baselines/src/main/python/article_loop.py");
    return new Contender("article's loop, Python", List.of(), python.command(script), NAMES, false);
  }

  private Path powertools() {
    return root.resolve("benchmarks/powertools/target/benchmark-powertools.jar");
  }

  /** The consumer as Terraform deploys it, but for its heap. */
  Contender deployed(int heapMegabytes) {
    return consumer("consumer, as deployed", AS_DEPLOYED, heapMegabytes);
  }

  private Contender consumer(String name, Map<String, String> settings, int heapMegabytes) {
    Map<String, String> environment = new HashMap<>(NAMES);
    environment.putAll(settings);
    return java(
        name,
        List.of(root.resolve("consumer-lambda/target/consumer-lambda.jar")),
        "dev.iotpipeline.consumer.KinesisConsumerHandler::handleRequest",
        environment,
        heapMegabytes);
  }

  private Path baselines() {
    return root.resolve("benchmarks/baselines/target/benchmark-baselines.jar");
  }

  private Contender java(
      String name, List<Path> artifact, String handler, Map<String, String> settings) {
    return java(name, artifact, handler, settings, HEAP_MEGABYTES);
  }

  /** With the collector and the compiler that Lambda's runtime uses. */
  private Contender java(
      String name,
      List<Path> artifact,
      String handler,
      Map<String, String> settings,
      int heapMegabytes) {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + heapMegabytes + "m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            HOOKS,
            NATIVE_CLIENT + "=" + nativeClient,
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

package dev.iotpipeline.benchmarks.function;

import dev.iotpipeline.benchmarks.function.RuntimeApi.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A contender's process with its own Runtime API and storage. */
public final class RunningFunction implements AutoCloseable {

  private static final String SUCCESS = "{\"batchItemFailures\":[]}";

  /** Whether the process starts as ever, or prepares a snapshot first. */
  public enum Start {
    ON_DEMAND("on-demand"),
    SNAP_START("snap-start");

    private final String initializationType;

    Start(String initializationType) {
      this.initializationType = initializationType;
    }
  }

  private final Contender contender;
  private final RuntimeApi api = new RuntimeApi();
  private final StorageStandIn storage = new StorageStandIn();
  private final Path output;
  private final Process process;
  private final long startedAt;

  /** Starts the process, and does not wait for anything. */
  public RunningFunction(Contender contender, Start start) throws IOException {
    this.contender = contender;
    this.output = Files.createTempFile("function", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(contender.command())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", System.getenv("PATH"));
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", start.initializationType);
    environment.put("AWS_LAMBDA_RUNTIME_API", api.address());
    environment.put("AWS_LAMBDA_FUNCTION_NAME", "function");
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024");
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    environment.put("AWS_LAMBDA_LOG_FORMAT", "JSON");
    environment.put("AWS_ENDPOINT_URL", storage.url());
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AWS_DEFAULT_REGION", "us-east-1");
    environment.put("AWS_ACCESS_KEY_ID", "local");
    environment.put("AWS_SECRET_ACCESS_KEY", "local");
    environment.put("AWS_SESSION_TOKEN", "local");
    environment.putAll(contender.environment());
    this.startedAt = System.nanoTime();
    this.process = builder.start();
    process.onExit().thenAccept(ended -> api.functionEnded(ended.exitValue()));
  }

  /** Calls of the services since they were last taken. */
  public Map<Service, Integer> takeCalls() {
    return storage.takeCalls();
  }

  /** Invokes it; returns how long it took from the event to the answer. */
  public Duration invoke(byte[] event) throws InterruptedException {
    long handedOut = offer(event);
    return Duration.ofNanos(success().at() - handedOut);
  }

  /** The time from its start to its first answer, which is to this event. */
  public Duration firstAnswer(byte[] event) throws InterruptedException {
    offer(event);
    return Duration.ofNanos(success().at() - startedAt);
  }

  /**
   * Takes a snapshot, closes all connections, restores, and sends an event.
   *
   * @return the time from the restore to the answer; code that runs after a restore counts
   */
  public Duration firstAnswerAfterRestore(byte[] event) throws InterruptedException {
    api.awaitSnapshot();
    storage.dropConnections();
    storage.takeCalls();
    long restored = System.nanoTime();
    api.restore();
    offer(event);
    return Duration.ofNanos(success().at() - restored);
  }

  private long offer(byte[] event) throws InterruptedException {
    try {
      return api.offerEvent(event);
    } catch (IllegalStateException e) {
      throw new IllegalStateException(contender.name() + ": " + output(), e);
    }
  }

  private Answer success() throws InterruptedException {
    Answer answer = api.awaitAnswer();
    if (!answer.kind().equals("response") || !answer.body().equals(SUCCESS)) {
      throw new IllegalStateException(
          contender.name()
              + " has failed, "
              + answer.kind()
              + " "
              + answer.body()
              + "\n"
              + output());
    }
    return answer;
  }

  /** All that it has printed. */
  private String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      return "(its output cannot be read: " + e.getMessage() + ")";
    }
  }

  /** Processor time of all its threads so far. */
  public Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** The most memory that it ever held, in bytes; 0 where the system does not tell. */
  public long peakMemory() throws IOException {
    Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().orTimeout(1, TimeUnit.MINUTES).join();
    api.close();
    storage.close();
    Files.deleteIfExists(output);
  }
}

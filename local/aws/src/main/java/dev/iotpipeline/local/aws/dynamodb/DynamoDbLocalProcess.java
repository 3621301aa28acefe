package dev.iotpipeline.local.aws.dynamodb;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * DynamoDB Local as a child process, which cannot outlive this one: it watches its standard input,
 * whose other end is ours, and ends when that closes.
 *
 * <p>It needs its own versions of the SDK and of Mockito. They are on its own class path, the
 * folder {@code dynamodb-local} beside our jar. It listens on the loopback address alone.
 */
public final class DynamoDbLocalProcess implements AutoCloseable {

  /** Enough for its caches at a shard's full rate; the rows themselves are in native memory. */
  private static final String HEAP = "-Xmx192m";

  private static final String HOST = "127.0.0.1";

  private static final int LINES_KEPT = 30;

  /** What compiles the child's code. */
  public enum Compiler {
    /** Ready soonest. */
    FIRST("-XX:TieredStopAtLevel=1"),

    /**
     * A request then takes two thirds of the time, which repays the seconds of compiling after some
     * twenty thousand written items.
     */
    BOTH("-XX:+TieredCompilation");

    private final String option;

    Compiler(String option) {
      this.option = option;
    }
  }

  private final int port;
  private final @Nullable Path data;
  private final Compiler compiler;

  /** The child unpacks a native library into it, and leaves it there when it is killed. */
  private final Path temporary;

  private final Deque<String> lastLines = new ArrayDeque<>();
  private volatile @Nullable Process process;
  private volatile Runnable onDeath = () -> {};

  private DynamoDbLocalProcess(int port, @Nullable Path data, Compiler compiler, Path temporary) {
    this.port = port;
    this.data = data;
    this.compiler = compiler;
    this.temporary = temporary;
  }

  /** As the other, with everything in memory. */
  public static DynamoDbLocalProcess start(int port) throws IOException {
    return start(port, null);
  }

  /** As the other, with its first compiler alone. */
  public static DynamoDbLocalProcess start(int port, @Nullable Path data) throws IOException {
    return start(port, data, Compiler.FIRST);
  }

  /**
   * Starts it and waits until it answers.
   *
   * @param port where it shall listen; 0 for any free port
   * @param data the folder of its database file; null to keep everything in memory
   * @param compiler what is worth while for what it has to do
   * @throws BindException if the port is taken
   * @throws IOException if it does not start; the message holds what it last said
   */
  public static DynamoDbLocalProcess start(int port, @Nullable Path data, Compiler compiler)
      throws IOException {
    int free = requireFree(port);
    DynamoDbLocalProcess started =
        new DynamoDbLocalProcess(
            free, data, compiler, Files.createTempDirectory("dynamodb-local-"));
    try {
      started.launch();
      return started;
    } catch (IOException e) {
      started.close();
      throw e;
    }
  }

  private void launch() throws IOException {
    Process launched = new ProcessBuilder(command()).redirectErrorStream(true).start();
    process = launched;
    launched
        .onExit()
        .thenRun(
            () -> {
              if (process == launched) {
                onDeath.run();
              }
            });
    awaitReady(launched);
  }

  private static int requireFree(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      // As Jetty does: a port whose last connections are in TIME_WAIT counts as free.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(HOST, port));
      return socket.getLocalPort();
    } catch (BindException e) {
      throw new BindException(
          "port " + port + " is in use; free it, or choose another with --dynamodb-port");
    }
  }

  private List<String> command() throws IOException {
    Path home = home();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(HEAP);
    command.add("-XX:+UseSerialGC");
    command.add(compiler.option);
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-Dsqlite4java.library.path=" + home);
    command.add("-cp");
    command.add(home.resolve("*").toString());
    command.add("dev.iotpipeline.dynamodblocal.DynamoDbLocalMain");
    command.add("-disableTelemetry");
    command.add("-sharedDb");
    command.add("-port");
    command.add(String.valueOf(port));
    if (data == null) {
      command.add("-inMemory");
    } else {
      command.add("-dbPath");
      command.add(Files.createDirectories(data).toAbsolutePath().toString());
    }
    return command;
  }

  /** The folder {@code dynamodb-local} beside the jar, or the folder, that this class is in. */
  private static Path home() throws IOException {
    try {
      Path code =
          Path.of(
              DynamoDbLocalProcess.class
                  .getProtectionDomain()
                  .getCodeSource()
                  .getLocation()
                  .toURI());
      Path home = code.resolveSibling("dynamodb-local");
      if (!Files.isDirectory(home)) {
        throw new IOException(
            "DynamoDB Local is missing: " + home + " does not exist; `mvn package` puts it there");
      }
      return home;
    } catch (URISyntaxException e) {
      throw new IOException("cannot tell where this program was installed", e);
    }
  }

  private void awaitReady(Process launched) throws IOException {
    BufferedReader output = launched.inputReader();
    String line;
    while ((line = output.readLine()) != null) {
      remember(line);
      if (line.equals("ready")) {
        drain(output);
        return;
      }
    }
    throw new IOException("DynamoDB Local did not start; it said:\n" + lastWords());
  }

  /** Reads on: a child whose output nobody reads stops once the pipe is full. */
  private void drain(BufferedReader output) {
    Thread reader =
        new Thread(
            () -> {
              try {
                String line;
                while ((line = output.readLine()) != null) {
                  remember(line);
                }
              } catch (IOException e) {
                remember("(its output ended: " + e.getMessage() + ")");
              }
            },
            "dynamodb-local-output");
    reader.setDaemon(true);
    reader.start();
  }

  private synchronized void remember(String line) {
    if (lastLines.size() == LINES_KEPT) {
      lastLines.removeFirst();
    }
    lastLines.addLast(line);
  }

  /** The last lines it printed, for an error message. */
  public synchronized String lastWords() {
    return String.join("\n", lastLines);
  }

  /** Where the SDK, or any other client, reaches it. */
  public URI uri() {
    return URI.create("http://" + HOST + ":" + port);
  }

  /** The child process, for tests that watch it or end it. */
  public ProcessHandle handle() {
    return running().toHandle();
  }

  /** What to do if the child ends by itself; called on another thread. */
  public void onDeath(Runnable action) {
    onDeath = action;
  }

  private Process running() {
    Process running = process;
    if (running == null) {
      throw new IllegalStateException("it is not running");
    }
    return running;
  }

  /** Ends the child as a power cut would. What it kept in memory alone is gone. */
  public void kill() throws InterruptedException {
    Process killed = running();
    process = null;
    killed.destroyForcibly().waitFor();
  }

  /**
   * Starts it again after {@link #kill}, on the same port and folder, and waits until it answers.
   *
   * @throws IOException if it does not start
   */
  public void restart() throws IOException {
    launch();
  }

  /** Ends it; what it kept in memory is gone, what it kept in a folder stays. */
  @Override
  public void close() {
    Process last = process;
    process = null;
    if (last != null) {
      end(last);
    }
    deleteTemporary();
  }

  private static void end(Process last) {
    try {
      last.getOutputStream().close();
      if (!last.waitFor(5, TimeUnit.SECONDS)) {
        last.destroyForcibly().waitFor();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      last.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void deleteTemporary() {
    if (!Files.exists(temporary)) {
      return;
    }
    try (Stream<Path> files = Files.walk(temporary)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + temporary, e);
    }
  }
}

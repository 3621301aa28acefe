package dev.iotpipeline.local.aws.kinesis;

import com.sun.net.httpserver.HttpServer;
import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.local.aws.http.ApiSwitch;
import dev.iotpipeline.local.aws.http.HttpApi;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The Kinesis API over HTTP in front of one stream, for any client whose endpoint is set to {@link
 * #uri()}: JSON, as the AWS command line and boto3 speak it, and CBOR, as the Java SDK does. Other
 * services can be {@linkplain #add added} to the same port. Signatures are not checked. Listens on
 * the loopback address alone.
 */
public final class KinesisEndpoint implements AutoCloseable {

  private static final String HOST = "127.0.0.1";

  /** Connections that wait to be accepted; a fleet's clients come all at once. */
  private static final int BACKLOG = 512;

  private final HttpServer server;
  private final ApiSwitch services;
  private final ExecutorService threads;

  /**
   * Starts to listen.
   *
   * @param stream what is written to and read from
   * @param port where to listen; 0 for any free port
   * @param clock tells how old records and iterators are; that of the stream
   * @param log is told of faults of this endpoint, not of refusals
   * @throws PortUnavailableException if the port is taken or not allowed
   */
  public KinesisEndpoint(LocalStream stream, int port, Clock clock, EventLog log) {
    this(stream, port, clock, log, (thread, error) -> {});
  }

  /**
   * As the other.
   *
   * @param onDeath is told of what ends a thread: an error, since an exception is an answer
   */
  public KinesisEndpoint(
      LocalStream stream,
      int port,
      Clock clock,
      EventLog log,
      Thread.UncaughtExceptionHandler onDeath) {
    configureServers();
    this.server = listen(port);
    // One for each request under way, so that slow senders hold up nobody.
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "kinesis-endpoint");
              thread.setDaemon(true);
              thread.setUncaughtExceptionHandler(onDeath);
              return thread;
            });
    server.setExecutor(threads);
    this.services = new ApiSwitch(new KinesisOperations(stream, clock), log);
    server.createContext("/", services);
    server.start();
  }

  /** The JDK reads these once, when the first server of the process is made. */
  private static void configureServers() {
    // Without it each answer on a kept connection waits 40 ms for the client's acknowledgement.
    setIfAbsent("sun.net.httpserver.nodelay", "true");
    // By default it closes connections beyond 200 idle ones, or idle for 30 s: the client may be
    // writing its next request just then, and sees a reset. The SDK drops its own after 60 s.
    setIfAbsent("sun.net.httpserver.maxIdleConnections", "2000");
    setIfAbsent("sun.net.httpserver.idleInterval", "300");
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private static HttpServer listen(int port) {
    try {
      return HttpServer.create(new InetSocketAddress(HOST, port), BACKLOG);
    } catch (IOException e) {
      throw new PortUnavailableException(
          "the Kinesis endpoint cannot listen on port "
              + port
              + " ("
              + e.getMessage()
              + "): stop what listens there, or choose another port",
          e);
    }
  }

  /** Lets another service answer at this port, from now until the endpoint is closed. */
  public void add(HttpApi service) {
    services.add(service);
  }

  /** Where clients find it, such as {@code http://127.0.0.1:4567}. */
  public URI uri() {
    return URI.create("http://" + HOST + ":" + server.getAddress().getPort());
  }

  /** Stops at once; requests under way get no answer. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

package dev.iotpipeline.dynamodblocal;

import com.amazonaws.services.dynamodbv2.local.main.ServerRunner;
import com.amazonaws.services.dynamodbv2.local.server.DynamoDBProxyServer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * DynamoDB Local, for as long as its parent lives.
 *
 * <p>The parent holds the other end of standard input and never writes to it. However the parent
 * ends, also by {@code kill -9}, that end closes, and this process with it.
 *
 * <p>Arguments are DynamoDB Local's own ({@code -port}, {@code -inMemory}, ...). Once requests are
 * answered, {@code ready} is printed on a line of its own. It listens on the loopback address
 * alone.
 */
public final class DynamoDbLocalMain {

  private static final String HOST = "127.0.0.1";

  private DynamoDbLocalMain() {}

  public static void main(String[] arguments) throws Exception {
    DynamoDBProxyServer server = ServerRunner.createServerFromCommandLineArgs(arguments);
    shield(server);
    server.start();
    surviveInterrupt();
    System.out.println("ready");
    awaitEndOf(System.in);
    // Not exit: the hook below would wait for what has already happened.
    Runtime.getRuntime().halt(0);
  }

  /** DynamoDB Local has no option for it: by itself it listens on every interface. */
  private static void shield(DynamoDBProxyServer server) throws ReflectiveOperationException {
    Field field = DynamoDBProxyServer.class.getDeclaredField("server");
    field.setAccessible(true);
    Server jetty = (Server) field.get(server);
    ((ServerConnector) jetty.getConnectors()[0]).setHost(HOST);
    jetty.setHandler(new LocalRequestsOnly(jetty.getHandler()));
  }

  /**
   * Ctrl-C in a terminal interrupts the parent's whole process group. The parent still has
   * questions then (what was stored?), so the shutdown that the signal began is held up until it is
   * done.
   */
  private static void surviveInterrupt() {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  while (true) {
                    try {
                      Thread.currentThread().join();
                    } catch (InterruptedException e) {
                      // Nobody interrupts a shutdown hook; if somebody does, the wait goes on.
                    }
                  }
                },
                "until-the-parent-ends"));
  }

  private static void awaitEndOf(InputStream input) throws IOException {
    while (input.read() >= 0) {
      // The parent writes nothing; the pipe ends when the parent does.
    }
  }
}

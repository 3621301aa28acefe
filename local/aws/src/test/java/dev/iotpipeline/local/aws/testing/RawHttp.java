package dev.iotpipeline.local.aws.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;

/** Requests that no HTTP client would send. */
public final class RawHttp {

  private static final int PATIENCE_MILLIS = 30_000;

  private RawHttp() {}

  /** A connection whose reads fail if nothing comes for half a minute. */
  public static Socket connect(URI endpoint) throws IOException {
    Socket socket = new Socket("127.0.0.1", endpoint.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /** Sends the head of a request, each line of which ends with CR and LF here. */
  public static void send(Socket socket, String... head) throws IOException {
    String text = String.join("\r\n", head) + "\r\n\r\n";
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }

  /** The line with the status, such as {@code HTTP/1.1 200 OK}. */
  public static String status(Socket socket) throws IOException {
    StringBuilder line = new StringBuilder();
    int next;
    while ((next = socket.getInputStream().read()) >= 0 && next != '\r') {
      line.append((char) next);
    }
    return line.toString();
  }
}

package dev.iotpipeline.dynamodblocal;

import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Refuses what a web page sends: by a foreign name for this machine, or with an origin. It is the
 * rule of the other local endpoints; this process has nothing of theirs on its class path.
 */
final class LocalRequestsOnly extends Handler.Wrapper {

  private static final Pattern LOCAL =
      Pattern.compile("(127\\.0\\.0\\.1|localhost|\\[::1])(:[0-9]+)?", Pattern.CASE_INSENSITIVE);

  LocalRequestsOnly(Handler service) {
    super(service);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String host = request.getHeaders().get(HttpHeader.HOST);
    boolean isLocal = host != null && LOCAL.matcher(host).matches();
    if (isLocal && !request.getHeaders().contains(HttpHeader.ORIGIN)) {
      return super.handle(request, response, callback);
    }
    Response.writeError(request, response, callback, HttpStatus.FORBIDDEN_403);
    return true;
  }
}

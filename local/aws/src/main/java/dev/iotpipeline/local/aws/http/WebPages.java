package dev.iotpipeline.local.aws.http;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom a server on this machine answers: no web page of elsewhere that is open in a browser here.
 * Such a page may have its own name lead to this machine; the header {@code Host} then has that
 * name. Or it sends to this machine by its right name; the browser then adds the page's origin.
 */
public final class WebPages {

  private static final Pattern LOCAL =
      Pattern.compile("(127\\.0\\.0\\.1|localhost|\\[::1])(:[0-9]+)?", Pattern.CASE_INSENSITIVE);

  private WebPages() {}

  /**
   * Why a request is refused; empty if it is not.
   *
   * @param host its header {@code Host}; null if there is none
   * @param origin its header {@code Origin}; null if there is none
   */
  public static Optional<String> refusal(@Nullable String host, @Nullable String origin) {
    if (host == null || !LOCAL.matcher(host).matches()) {
      return Optional.of("the host is '" + host + "'; it has to be 127.0.0.1, localhost or [::1]");
    }
    if (origin != null && !origin.equals("http://" + host)) {
      return Optional.of("the origin is '" + origin + "'; no page of elsewhere may ask");
    }
    return Optional.empty();
  }
}

package dev.iotpipeline.aws.function;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/** The HTTP client of all clients of a function; in a rehearsal it sends nothing. */
final class FunctionHttp implements SdkHttpClient {

  private final Renewable<SdkHttpClient> client;

  /** Answers in the place of AWS; null but for the rehearsal. */
  private volatile @Nullable PlayedServices played;

  /** Is held here, and used by nobody here. */
  private @Nullable Object kept;

  FunctionHttp(Renewable<SdkHttpClient> client) {
    this.client = client;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    PlayedServices services = played;
    return services == null
        ? client.get().prepareRequest(request)
        : services.prepareRequest(request);
  }

  /** Sends nothing from now on; null ends that. */
  void play(@Nullable PlayedServices services) {
    played = services;
  }

  /** Holds a thing as long as the function's clients are there. */
  void keep(Object thing) {
    kept = thing;
  }

  /** Goes into each request's user agent. Without waiting for the client. */
  @Override
  public String clientName() {
    return "Apache5";
  }

  @Override
  public void close() {
    client.get().close();
  }
}

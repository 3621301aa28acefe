package dev.iotpipeline.aws.function;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.TimeAndChance;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.crac.Context;
import org.crac.Resource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Puts into a snapshot what the first call after a restore would otherwise wait for: classes,
 * compiled code, and what TLS has read. No effect on any data: the rehearsal's calls are answered
 * in this process, and what is sent to the services has no signature and names no operation, so
 * that they refuse it.
 *
 * <p>A rehearsal that fails is logged, and the function starts as it is.
 */
final class Priming implements Resource {

  /** So often that the compiler takes the code for worth its while. */
  private static final int ROUNDS = 50;

  private static final int REQUESTS_PER_ENDPOINT = 20;

  /** Lambda gives more than ten times as long, and a slow service shall not use it up. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final FunctionHttp functionHttp;
  private final Renewable<SdkHttpClient> http;
  private final Renewable<AwsCredentialsProvider> credentials;
  private final EventLog log;
  private final Rehearsal rehearsal;
  private final Clock clock = Clock.systemUTC();

  Priming(
      FunctionHttp functionHttp,
      Renewable<SdkHttpClient> http,
      Renewable<AwsCredentialsProvider> credentials,
      EventLog log,
      Rehearsal rehearsal) {
    this.functionHttp = functionHttp;
    this.http = http;
    this.credentials = credentials;
    this.log = log;
    this.rehearsal = rehearsal;
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    Instant start = clock.instant();
    try {
      int rounds = prime(start.plus(LONGEST));
      log.info("primed")
          .with("rounds", rounds)
          .with("milliseconds", Duration.between(start, clock.instant()).toMillis())
          .write();
    } catch (IOException | RuntimeException | LinkageError e) {
      log.warn("not_primed").with("error", e).write();
    }
    // Instances that are restored must share neither connections nor credentials.
    http.renew();
    credentials.renew();
  }

  private int prime(Instant end) throws IOException {
    PlayedServices services = new PlayedServices();
    EventLog nobody = new EventLog(line -> {}, clock);
    int rounds = 0;
    functionHttp.play(services);
    try {
      Rehearsal.Round round = rehearsal.with(nobody, TimeAndChance.thatDoesNotWait());
      while (rounds < ROUNDS && clock.instant().isBefore(end)) {
        round.run(rounds);
        rounds++;
      }
    } finally {
      functionHttp.play(null);
    }
    for (URI endpoint : services.endpoints()) {
      connect(endpoint, end);
    }
    return rounds;
  }

  private void connect(URI endpoint, Instant end) throws IOException {
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    HttpExecuteRequest request =
        HttpExecuteRequest.builder()
            .request(
                SdkHttpRequest.builder()
                    .method(SdkHttpMethod.POST)
                    .uri(endpoint)
                    .putHeader("Content-Length", String.valueOf(body.length))
                    .build())
            .contentStreamProvider(() -> new ByteArrayInputStream(body))
            .build();
    for (int i = 0; i < REQUESTS_PER_ENDPOINT && clock.instant().isBefore(end); i++) {
      HttpExecuteResponse response = http.get().prepareRequest(request).call();
      if (response.responseBody().isPresent()) {
        response.responseBody().get().readAllBytes();
        response.responseBody().get().close();
      }
    }
  }

  /** All that a restored instance must not share was given up before the snapshot. */
  @Override
  public void afterRestore(Context<? extends Resource> context) {}
}

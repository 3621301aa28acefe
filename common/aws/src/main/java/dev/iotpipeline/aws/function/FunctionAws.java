package dev.iotpipeline.aws.function;

import dev.iotpipeline.aws.Environment;
import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.Retries;
import java.time.Duration;
import java.util.function.Consumer;
import org.crac.Core;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;

/**
 * How a deployed function reaches AWS. Lambda says in the environment which region it is in and
 * where its credentials come from, so nothing is searched for. All clients share one HTTP client.
 */
public final class FunctionAws {

  private static final String SNAPSHOT = "snap-start";

  private final Environment environment;
  private final Renewable<SdkHttpClient> http;
  private final Renewable<AwsCredentialsProvider> credentials;
  private final FunctionHttp functionHttp;

  /** Begins to make the HTTP client, beside what the caller does. */
  public FunctionAws(Environment environment) {
    this.environment = environment;
    this.http = new Renewable<>(FunctionAws::httpClient);
    this.credentials = new Renewable<>(() -> credentials(environment));
    this.functionHttp = new FunctionHttp(http);
  }

  private static SdkHttpClient httpClient() {
    return Apache5HttpClient.builder()
        .connectionTimeout(Duration.ofSeconds(2))
        .socketTimeout(Retries.LONGEST_CALL)
        .build();
  }

  /** On a function with a snapshot the variables hold no key: it would be old when it is used. */
  private static AwsCredentialsProvider credentials(Environment environment) {
    if (environment.optional("AWS_ACCESS_KEY_ID").isPresent()) {
      return EnvironmentVariableCredentialsProvider.create();
    }
    if (environment.optional("AWS_CONTAINER_CREDENTIALS_FULL_URI").isPresent()) {
      return ContainerCredentialsProvider.create();
    }
    return DefaultCredentialsProvider.builder().build();
  }

  /**
   * A client.
   *
   * @param builder of the service's client
   * @param limits sets time-outs and retries
   */
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, Consumer<ClientOverrideConfiguration.Builder> limits) {
    environment.optional("AWS_REGION").map(Region::of).ifPresent(builder::region);
    return builder
        .httpClient(functionHttp)
        .credentialsProvider(new FunctionCredentials(credentials))
        .defaultsMode(DefaultsMode.LEGACY)
        .overrideConfiguration(
            configuration ->
                configuration
                    .defaultProfileFile(ProfileFile.aggregator().build())
                    .applyMutation(limits))
        .build();
  }

  /**
   * Rehearses before Lambda takes a snapshot of this process, if it is going to.
   *
   * @param rehearsal does once what the function does when it is called. Its calls to AWS end in
   *     this process, so it should work with collaborators that nobody uses after it.
   */
  public void primeBeforeSnapshot(EventLog log, Rehearsal rehearsal) {
    if (environment.optional("AWS_LAMBDA_INITIALIZATION_TYPE").filter(SNAPSHOT::equals).isEmpty()) {
      return;
    }
    Priming priming = new Priming(functionHttp, http, credentials, log, rehearsal);
    // The runtime client forgets what nobody else holds.
    functionHttp.keep(priming);
    Core.getGlobalContext().register(priming);
  }
}

package dev.iotpipeline.aws.function;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** The credentials of whatever provider the function has at the time. */
record FunctionCredentials(Renewable<AwsCredentialsProvider> provider)
    implements AwsCredentialsProvider {

  @Override
  public AwsCredentials resolveCredentials() {
    return provider.get().resolveCredentials();
  }
}

package dev.iotpipeline.local.aws.http;

/** A service's API. Called from any thread. */
public interface HttpApi {

  /**
   * Whether a request is for this service.
   *
   * @param path the request's path, decoded
   * @param target its header {@code X-Amz-Target}; "" if there is none
   */
  boolean takes(String path, String target);

  /**
   * The answer to a request that it takes.
   *
   * @throws RefusedRequestException if AWS would refuse it
   */
  HttpAnswer answer(HttpCall call);

  /** A refusal, in the form in which this service answers one. */
  HttpAnswer refusal(HttpCall call, RefusedRequestException refused);
}

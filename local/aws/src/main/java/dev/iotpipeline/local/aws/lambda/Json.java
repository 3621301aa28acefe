package dev.iotpipeline.local.aws.lambda;

import com.fasterxml.jackson.core.JsonFactory;

/** The JSON dialect of this package: the standard one. */
public final class Json {

  public static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}
}

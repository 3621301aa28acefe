package dev.iotpipeline.local.lambda;

import com.fasterxml.jackson.core.JsonFactory;

/** The JSON dialect of this package: the standard one. */
final class Json {

  static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}
}

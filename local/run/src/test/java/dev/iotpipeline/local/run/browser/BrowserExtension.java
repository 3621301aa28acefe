package dev.iotpipeline.local.run.browser;

import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the browser and the database once for all tests of a process. */
final class BrowserExtension implements BeforeAllCallback, ParameterResolver {

  private static final String NO_BROWSER = "skipped: no browser";

  @Override
  public void beforeAll(ExtensionContext context) {
    if (!Browser.isInstalled()) {
      // A report of tests does not show on the screen why they were skipped.
      System.out.println(NO_BROWSER + ": " + context.getDisplayName());
      Assumptions.abort(NO_BROWSER);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return List.of(Browser.class, DynamoDbLocalProcess.class)
        .contains(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Browser.class
        ? shared(context, Browser.class)
        : shared(context, Database.class).process;
  }

  private static <T> T shared(ExtensionContext context, Class<T> type) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(BrowserExtension.class))
        .computeIfAbsent(type);
  }

  static final class Database implements AutoCloseable {

    private final DynamoDbLocalProcess process;

    Database() {
      try {
        process = DynamoDbLocalProcess.start(0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      process.close();
    }
  }
}

package dev.iotpipeline.local.run.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Terraform declares of a function, read from its file as text.
 *
 * @param handler the handler string
 * @param environment the names of the environment variables that are set
 */
record TerraformFunction(String handler, Set<String> environment) {

  private static final Pattern HANDLER = Pattern.compile("handler\\s+= \"([^\"]+)\"");
  private static final Pattern VARIABLE = Pattern.compile("(?m)^\\s+([A-Z][A-Z_]+)\\s+=");

  /** The function that is declared in {@code terraform/<name>.tf}. */
  static TerraformFunction in(String name) throws IOException {
    String file =
        Files.readString(Path.of("..", "..", "terraform", name + ".tf"), StandardCharsets.UTF_8);
    Matcher handler = HANDLER.matcher(file);
    if (!handler.find()) {
      throw new AssertionError("terraform/" + name + ".tf declares no handler");
    }
    Set<String> environment = variables(file);
    environment.addAll(variables(thresholds()));
    return new TerraformFunction(handler.group(1), environment);
  }

  /** The functions are given the thresholds, which one file names for all. */
  private static String thresholds() throws IOException {
    String file =
        Files.readString(Path.of("..", "..", "terraform", "consumer.tf"), StandardCharsets.UTF_8);
    int start = file.indexOf("thresholds = {");
    return file.substring(start, file.indexOf('}', start));
  }

  private static Set<String> variables(String text) {
    Set<String> names = new TreeSet<>();
    Matcher variable = VARIABLE.matcher(text);
    while (variable.find()) {
      names.add(variable.group(1));
    }
    return names;
  }
}

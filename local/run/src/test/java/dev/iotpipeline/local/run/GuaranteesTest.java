package dev.iotpipeline.local.run;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each proof that {@code docs/GUARANTEES.md} names is a method of a test that exists. */
class GuaranteesTest {

  private static final Path PROJECT = Path.of("..", "..");
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))(?:\\.(\\w+))?`");

  static Stream<String[]> proofs() throws IOException {
    return TEST.matcher(Files.readString(PROJECT.resolve("docs/GUARANTEES.md")))
        .results()
        .map(proof -> new String[] {proof.group(1), proof.group(2)});
  }

  @ParameterizedTest(name = "{0}.{1}")
  @MethodSource("proofs")
  void exists(String testClass, String method) throws IOException {
    assertThat(sources(testClass))
        .singleElement(as(InstanceOfAssertFactories.STRING))
        .as("%s.%s: a proof names a class and one of its methods", testClass, method)
        .containsPattern("@(Test|ParameterizedTest|Property)\\b[^;]*\\bvoid " + method + "\\(");
  }

  /** Test classes of that name in any module. */
  private static List<String> sources(String testClass) throws IOException {
    try (Stream<Path> files =
        Files.find(PROJECT, 20, (path, attributes) -> path.endsWith(testClass + ".java"))) {
      List<String> sources = new ArrayList<>();
      for (Path file : files.toList()) {
        sources.add(Files.readString(file));
      }
      return sources;
    }
  }
}

package dev.iotpipeline.local.run.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is, and is not, in the jars that are deployed. */
class FunctionJarsIT {

  private static final long LARGEST = 10_000_000;

  private static final Pattern MISSING = Pattern.compile("(\\S+) +-> (\\S+) +not found");

  /**
   * A client knows all operations of its service, and loads what one of them needs when it is
   * called. Everything else, with our own classes first, finds all that it refers to.
   */
  @ParameterizedTest
  @ValueSource(strings = {"consumer-lambda", "alert-lambda", "fleet-lambda"})
  void whatIsLeftOutOfTheServicesModelsOnlyTheirClientsKnow(String module) {
    StringWriter report = new StringWriter();
    ToolProvider.findFirst("jdeps")
        .orElseThrow()
        .run(
            new PrintWriter(report),
            new PrintWriter(System.err),
            "--multi-release",
            "base",
            "--missing-deps",
            jar(module).toString());

    List<String> missing =
        MISSING
            .matcher(report.toString())
            .results()
            .filter(match -> match.group(2).startsWith("software.amazon.awssdk.services."))
            .map(match -> match.group(1))
            .distinct()
            .toList();
    assertThat(missing).isNotEmpty().allMatch(name -> name.endsWith("Client"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"consumer-lambda", "alert-lambda", "fleet-lambda"})
  void aFunctionsJarIsSmallAndHoldsNoOtherHttpClientAndNoSignature(String module)
      throws IOException {
    Path jar = jar(module);
    System.out.printf("%s.jar: %.1f MB%n", module, Files.size(jar) / 1e6);
    assertThat(Files.size(jar)).isLessThan(LARGEST);
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      List<String> names = zip.stream().map(ZipEntry::getName).toList();
      assertThat(names)
          .noneMatch(name -> name.startsWith("io/netty/"))
          .noneMatch(name -> name.startsWith("software/amazon/awssdk/http/urlconnection/"))
          .noneMatch(name -> name.startsWith("software/amazon/awssdk/http/crt/"))
          .noneMatch(name -> name.matches("META-INF/[^/]+\\.(SF|DSA|RSA)"))
          .anyMatch(name -> name.startsWith("software/amazon/awssdk/http/apache5/"))
          .anyMatch(name -> name.equals("META-INF/services/org.slf4j.spi.SLF4JServiceProvider"));
    }
  }

  private static Path jar(String module) {
    return Path.of("..", "..", module, "target", module + ".jar");
  }
}

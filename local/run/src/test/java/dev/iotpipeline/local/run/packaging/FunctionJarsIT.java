package dev.iotpipeline.local.run.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is, and is not, in the jars that are deployed. */
class FunctionJarsIT {

  private static final long LARGEST = 15_000_000;

  @ParameterizedTest
  @ValueSource(strings = {"consumer-lambda", "alert-lambda", "fleet-lambda"})
  void aFunctionsJarIsSmallAndHoldsNoOtherHttpClientAndNoSignature(String module)
      throws IOException {
    Path jar = Path.of("..", "..", module, "target", module + ".jar");
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
}

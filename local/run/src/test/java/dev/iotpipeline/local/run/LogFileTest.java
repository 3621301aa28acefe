package dev.iotpipeline.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

  private static final Path FULL_DISK = Path.of("/dev/full");

  private final List<Throwable> failures = new ArrayList<>();

  @Test
  void aLineIsThereAtOnce(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("log");
    try (LogFile log = new LogFile(file, failures::add)) {
      log.line("{}");

      assertThat(file).content().isEqualTo("{}\n");
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void withoutAFileNothingIsWritten() throws IOException {
    try (LogFile log = new LogFile(null, failures::add)) {
      log.line("{}");
    }
    assertThat(failures).isEmpty();
  }

  @Test
  @EnabledIf("hasAFullDisk")
  void aLineThatDoesNotFitOnTheDiskIsTold() throws IOException {
    try (LogFile log = new LogFile(FULL_DISK, failures::add)) {
      log.line("{}");
    }
    assertThat(failures)
        .first()
        .satisfies(
            failure -> assertThat(failure).hasMessageStartingWith("the log cannot be written: "));
  }

  static boolean hasAFullDisk() {
    return Files.exists(FULL_DISK);
  }
}

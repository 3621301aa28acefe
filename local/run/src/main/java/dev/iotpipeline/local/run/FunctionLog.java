package dev.iotpipeline.local.run;

import dev.iotpipeline.aws.EventLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Where the functions' log lines go: a file, or nowhere. */
final class FunctionLog implements AutoCloseable {

  private final PrintWriter lines;

  private FunctionLog(Writer writer) {
    this.lines = new PrintWriter(writer, true);
  }

  static FunctionLog to(Optional<Path> file) throws IOException {
    return new FunctionLog(
        file.isPresent()
            ? Files.newBufferedWriter(file.get(), StandardCharsets.UTF_8)
            : Writer.nullWriter());
  }

  EventLog events() {
    return new EventLog(lines::println, Clock.systemUTC());
  }

  @Override
  public void close() {
    lines.close();
  }
}

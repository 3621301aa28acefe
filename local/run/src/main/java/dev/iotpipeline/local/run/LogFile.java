package dev.iotpipeline.local.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the functions log: a file, or nothing at all. Any thread may write. */
final class LogFile implements AutoCloseable {

  private final Writer writer;
  private final Consumer<Throwable> failure;

  /**
   * Opens the file, and replaces what it held.
   *
   * @param file null for nothing
   * @param failure is told of a line that could not be written
   * @throws IOException if the file cannot be written
   */
  LogFile(@Nullable Path file, Consumer<Throwable> failure) throws IOException {
    this.writer = file == null ? Writer.nullWriter() : Files.newBufferedWriter(file);
    this.failure = failure;
  }

  /** Writes a line, so that it is there when the process ends. */
  synchronized void line(String line) {
    try {
      writer.write(line);
      writer.write('\n');
      writer.flush();
    } catch (IOException e) {
      failure.accept(new UncheckedIOException("the log cannot be written: " + e.getMessage(), e));
    }
  }

  /** Every line is written by then, so that nothing is lost if this fails. */
  @Override
  public synchronized void close() {
    try {
      writer.close();
    } catch (IOException e) {
      failure.accept(e);
    }
  }
}

package dev.iotpipeline.local.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the database keeps what it has.
 *
 * @param path the folder; empty for memory
 * @param temporary whether the folder goes when this is closed
 */
record DataFolder(Optional<Path> path, boolean temporary) implements AutoCloseable {

  /**
   * @param chosen the user's folder, if there is one
   * @param needed whether memory will not do, because the database is going to be restarted
   */
  static DataFolder of(Optional<Path> chosen, boolean needed) throws IOException {
    if (chosen.isPresent() || !needed) {
      return new DataFolder(chosen, false);
    }
    return new DataFolder(Optional.of(Files.createTempDirectory("run-local-")), true);
  }

  @Override
  public void close() throws IOException {
    if (!temporary) {
      return;
    }
    try (Stream<Path> files = Files.walk(path.orElseThrow())) {
      files.sorted(Comparator.reverseOrder()).forEach(DataFolder::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

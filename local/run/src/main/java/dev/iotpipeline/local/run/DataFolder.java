package dev.iotpipeline.local.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the database keeps its data.
 *
 * @param path the folder; null for memory
 * @param temporary whether the folder goes when this is closed
 */
record DataFolder(@Nullable Path path, boolean temporary) implements AutoCloseable {

  /**
   * @param chosen the user's folder; null if there is none
   * @param needed whether memory will not do, because the database is going to be restarted
   */
  static DataFolder of(@Nullable Path chosen, boolean needed) throws IOException {
    if (chosen != null || !needed) {
      return new DataFolder(chosen, false);
    }
    return new DataFolder(Files.createTempDirectory("run-local-"), true);
  }

  @Override
  public void close() throws IOException {
    if (path != null && temporary) {
      try (Stream<Path> files = Files.walk(path)) {
        files.sorted(Comparator.reverseOrder()).forEach(DataFolder::delete);
      }
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

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
   * Linux keeps files there in memory: they outlive the database's process and cost no disk. With
   * files on a disk the database is several times slower.
   */
  private static final Path MEMORY_FILES = Path.of("/dev/shm");

  private static final long ENOUGH_FOR_MILLIONS = 2L << 30;

  /**
   * @param chosen the user's folder; null if there is none
   * @param needed whether memory will not do, because the database is going to be restarted
   */
  static DataFolder of(@Nullable Path chosen, boolean needed) throws IOException {
    if (chosen != null || !needed) {
      return new DataFolder(chosen, false);
    }
    Path parent =
        isRoomy(MEMORY_FILES) ? MEMORY_FILES : Path.of(System.getProperty("java.io.tmpdir"));
    return new DataFolder(Files.createTempDirectory(parent, "run-local-"), true);
  }

  private static boolean isRoomy(Path folder) throws IOException {
    return Files.isWritable(folder)
        && Files.getFileStore(folder).getUsableSpace() >= ENOUGH_FOR_MILLIONS;
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

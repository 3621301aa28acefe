package dev.iotpipeline.local.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The disks that a run writes to. A full one shows itself late and in other words: the database
 * answers with an unknown error, a log ends in the middle of a line.
 */
final class DiskWatch {

  /** With less, the next block of the database's file may not fit. */
  private static final long ENOUGH_BYTES = 1024 * 1024;

  /** Tells how many bytes are free where a path is. */
  interface Free {
    long at(Path path) throws IOException;
  }

  private final Map<String, Path> paths = new LinkedHashMap<>();
  private final Free free;

  DiskWatch() {
    this(path -> Files.getFileStore(path).getUsableSpace());
  }

  DiskWatch(Free free) {
    this.free = free;
  }

  /**
   * Watches one more disk.
   *
   * @param what is written there, as the user knows it
   * @param path a file or a folder on it; null if nothing is written
   */
  void add(String what, @Nullable Path path) {
    if (path != null) {
      paths.put(what, path.toAbsolutePath());
    }
  }

  /** Says which disk is full; empty if none is. */
  Optional<String> complaint() {
    return paths.entrySet().stream()
        .filter(entry -> isFull(entry.getValue()))
        .map(entry -> "the disk of " + entry.getKey() + " is full: " + entry.getValue())
        .findFirst();
  }

  /** A disk that cannot be asked is not called full. */
  private boolean isFull(Path path) {
    try {
      Path there = Files.exists(path) ? path : path.getParent();
      return there != null && free.at(there) < ENOUGH_BYTES;
    } catch (IOException e) {
      return false;
    }
  }
}

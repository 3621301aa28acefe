package dev.iotpipeline.local.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  /** What a shard writes at once if its readers are far behind, and more. */
  private static final long ENOUGH_FOR_RECORDS = 16 * ENOUGH_BYTES;

  private record Disk(String what, Path path, long enoughBytes) {}

  private final List<Disk> disks = new ArrayList<>();
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
      add(what, path, ENOUGH_BYTES);
    }
  }

  /** As the other, for the disk to which records go when there are too many for memory. */
  void addForRecords(String what, Path path) {
    add(what, path, ENOUGH_FOR_RECORDS);
  }

  private void add(String what, Path path, long enoughBytes) {
    disks.add(new Disk(what, path.toAbsolutePath(), enoughBytes));
  }

  /** Says which disk is full; empty if none is. */
  Optional<String> complaint() {
    return disks.stream()
        .filter(this::isFull)
        .map(disk -> "the disk of " + disk.what + " is full: " + disk.path)
        .findFirst();
  }

  /** A disk that cannot be asked is not called full. */
  private boolean isFull(Disk disk) {
    try {
      Path there = Files.exists(disk.path) ? disk.path : disk.path.getParent();
      return there != null && free.at(there) < disk.enoughBytes;
    } catch (IOException e) {
      return false;
    }
  }
}

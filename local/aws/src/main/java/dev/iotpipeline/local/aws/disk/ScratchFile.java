package dev.iotpipeline.local.aws.disk;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A temporary file of blocks, made when the first one comes. It is gone with the process, however
 * that ends. Not safe for use by several threads.
 */
public final class ScratchFile implements AutoCloseable {

  private final Path folder;
  private final String suffix;
  private @Nullable Path path;
  private @Nullable RandomAccessFile file;
  private long end;

  /**
   * @param folder where the file is
   * @param suffix says what it holds, such as {@code .evidence}
   */
  public ScratchFile(Path folder, String suffix) {
    this.folder = folder;
    this.suffix = suffix;
  }

  /**
   * Adds a block.
   *
   * @return where it is in the file
   * @throws IOException if it cannot be written; the file then is as before
   */
  public long append(byte[] block) throws IOException {
    RandomAccessFile out = file();
    out.seek(end);
    out.write(block);
    long offset = end;
    end += block.length;
    return offset;
  }

  /** Fills the whole array with what is in the file from an offset on. */
  public void read(long offset, byte[] bytes) throws IOException {
    RandomAccessFile in = file();
    in.seek(offset);
    in.readFully(bytes);
  }

  /** Not a channel: that would be closed once a thread is interrupted while it writes. */
  private RandomAccessFile file() throws IOException {
    if (file == null) {
      path = Files.createTempFile(folder, "run-local-", suffix);
      file = new RandomAccessFile(path.toFile(), "rw");
      // An open file needs no name, and without one nothing is left however this process ends.
      boolean ignored = path.toFile().delete();
    }
    return file;
  }

  @Override
  public void close() throws IOException {
    if (file != null && path != null) {
      file.close();
      Files.deleteIfExists(path);
    }
  }
}

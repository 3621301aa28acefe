package dev.iotpipeline.local.run.verdict;

import dev.iotpipeline.local.aws.disk.ScratchFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Notes by key, in parts. Those of one key are in one part, in the order in which they were added.
 * A part is small enough for memory when all of them together are not: what is added goes to a
 * temporary file, compressed, a block at a time. A short run needs no file. Safe for use by any
 * number of threads.
 */
final class Notes implements AutoCloseable {

  /** An hour at 1,000 readings/s leaves 14,000 readings in each. */
  static final int PARTS = 256;

  private static final int BLOCK_BYTES = 8 * 1024;

  /** Spreads the hash codes of similar keys. */
  private static final int GOLDEN_RATIO = 0x9E3779B9;

  private static final int PART_BITS = 24;

  /** Where a block of a part is in the file. */
  private record Block(long offset, int compressed, int bytes) {}

  private static final class Part {
    private final List<Block> blocks = new ArrayList<>();
    private final ByteArrayOutputStream newest = new ByteArrayOutputStream();
  }

  private final List<Part> parts = new ArrayList<>();
  private final Path folder;
  private final Consumer<Throwable> failure;
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
  private final ScratchFile file;

  /**
   * @param folder where the file is, if one is needed
   * @param failure is told if it cannot be written, besides who adds a note
   */
  Notes(Path folder, Consumer<Throwable> failure) {
    this.folder = folder;
    this.file = new ScratchFile(folder, ".evidence");
    this.failure = failure;
    for (int i = 0; i < PARTS; i++) {
      parts.add(new Part());
    }
  }

  /**
   * Adds a note.
   *
   * @throws UncheckedIOException if the file cannot be written; the message says which and why
   */
  synchronized void add(String key, Note.Kind kind, byte[] body) {
    Part part = parts.get((key.hashCode() * GOLDEN_RATIO) >>> PART_BITS);
    try {
      DataOutputStream out = new DataOutputStream(part.newest);
      out.writeByte(kind.ordinal());
      out.writeUTF(key);
      out.writeInt(body.length);
      out.write(body);
      if (part.newest.size() >= BLOCK_BYTES) {
        writeOut(part);
      }
    } catch (IOException e) {
      UncheckedIOException lost =
          new UncheckedIOException(
              "cannot keep the evidence of the run in " + folder + ": " + e.getMessage(), e);
      failure.accept(lost);
      throw lost;
    }
  }

  private void writeOut(Part part) throws IOException {
    byte[] block = part.newest.toByteArray();
    part.newest.reset();
    byte[] compressed = compressed(block);
    part.blocks.add(new Block(file.append(compressed), compressed.length, block.length));
  }

  private byte[] compressed(byte[] block) {
    deflater.reset();
    deflater.setInput(block);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream(BLOCK_BYTES);
    byte[] chunk = new byte[BLOCK_BYTES];
    while (!deflater.finished()) {
      out.write(chunk, 0, deflater.deflate(chunk));
    }
    return out.toByteArray();
  }

  /** Everything in one part, 0 to {@link #PARTS} - 1, added to what is given. */
  synchronized void read(int number, Map<String, List<Note>> notes) {
    Part part = parts.get(number);
    try {
      for (Block block : part.blocks) {
        read(bytes(block), notes);
      }
      read(part.newest.toByteArray(), notes);
    } catch (IOException | DataFormatException e) {
      throw new IllegalStateException("the evidence of the run cannot be read: " + e, e);
    }
  }

  private byte[] bytes(Block block) throws IOException, DataFormatException {
    byte[] compressed = new byte[block.compressed()];
    file.read(block.offset(), compressed);
    byte[] bytes = new byte[block.bytes()];
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(compressed);
      if (inflater.inflate(bytes) < bytes.length) {
        throw new DataFormatException("a block is too short");
      }
      return bytes;
    } finally {
      inflater.end();
    }
  }

  private static void read(byte[] block, Map<String, List<Note>> notes) throws IOException {
    Note.Kind[] kinds = Note.Kind.values();
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(block));
    while (in.available() > 0) {
      Note.Kind kind = kinds[in.readByte()];
      String key = in.readUTF();
      byte[] body = new byte[in.readInt()];
      in.readFully(body);
      notes.computeIfAbsent(key, first -> new ArrayList<>(2)).add(new Note(kind, body));
    }
  }

  /** Both of them, part by part. */
  static Iterable<Map<String, List<Note>>> together(Notes one, Notes other) {
    return () ->
        IntStream.range(0, PARTS)
            .mapToObj(
                part -> {
                  Map<String, List<Note>> notes = new HashMap<>();
                  one.read(part, notes);
                  other.read(part, notes);
                  return notes;
                })
            .iterator();
  }

  @Override
  public synchronized void close() {
    deflater.end();
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the evidence in " + folder, e);
    }
  }
}

package dev.iotpipeline.local.aws.kinesis;

import dev.iotpipeline.local.aws.disk.ScratchFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Records of one shard that its readers have left so far behind that memory does not hold them, in
 * temporary files. Records come in without gaps and are forgotten from the front. Not safe for use
 * by several threads.
 */
final class SpilledRecords {

  /**
   * A file of neighbours.
   *
   * @param first the position of the first of them
   * @param offsets where each one begins, and where the last one ends
   * @param newest when the last one arrived
   */
  private record Chunk(ScratchFile file, long first, int[] offsets, Instant newest) {

    long end() {
      return first + offsets.length - 1;
    }
  }

  private final Deque<Chunk> chunks = new ArrayDeque<>();
  private final Path folder;

  SpilledRecords(Path folder) {
    this.folder = folder;
  }

  boolean isEmpty() {
    return chunks.isEmpty();
  }

  /**
   * Takes the records that follow those which are here.
   *
   * @throws IOException if they cannot be written; nothing is taken then
   */
  void add(List<StreamRecord> records) throws IOException {
    int[] offsets = new int[records.size() + 1];
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (int i = 0; i < records.size(); i++) {
      StreamRecord record = records.get(i);
      out.writeUTF(record.sequenceNumber());
      out.writeUTF(record.partitionKey());
      out.writeLong(record.approximateArrival().toEpochMilli());
      out.write(record.data());
      offsets[i + 1] = bytes.size();
    }
    ScratchFile file = new ScratchFile(folder, ".records");
    try {
      file.append(bytes.toByteArray());
    } catch (IOException e) {
      file.close();
      throw e;
    }
    Instant newest = records.get(records.size() - 1).approximateArrival();
    chunks.add(new Chunk(file, records.get(0).position(), offsets, newest));
  }

  /**
   * The records from a position on that are here, oldest first.
   *
   * @throws UncheckedIOException if they cannot be read any more
   */
  List<StreamRecord> read(long position, int max) {
    List<StreamRecord> read = new ArrayList<>();
    for (Chunk chunk : chunks) {
      long from = Math.max(position, chunk.first());
      long to = Math.min(chunk.end(), from + max - read.size());
      if (from < to) {
        read.addAll(read(chunk, (int) (from - chunk.first()), (int) (to - chunk.first())));
      }
    }
    return read;
  }

  private static List<StreamRecord> read(Chunk chunk, int from, int to) {
    int[] offsets = chunk.offsets();
    byte[] bytes = new byte[offsets[to] - offsets[from]];
    List<StreamRecord> read = new ArrayList<>(to - from);
    try {
      chunk.file().read(offsets[from], bytes);
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
      for (int i = from; i < to; i++) {
        int following = offsets[to] - offsets[i + 1];
        String sequenceNumber = in.readUTF();
        String partitionKey = in.readUTF();
        Instant arrival = Instant.ofEpochMilli(in.readLong());
        byte[] data = in.readNBytes(in.available() - following);
        read.add(new StreamRecord(chunk.first() + i, sequenceNumber, partitionKey, data, arrival));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the records of the stream: " + e.getMessage(), e);
    }
    return read;
  }

  /** Forgets the files that hold nothing from a position on. */
  void forgetBefore(long position) {
    while (!chunks.isEmpty() && chunks.getFirst().end() <= position) {
      forgetFirst();
    }
  }

  /**
   * Forgets the files in which every record arrived before a time.
   *
   * @return the position behind them; 0 if there are none
   */
  long forgetExpired(Instant horizon) {
    long end = 0;
    while (!chunks.isEmpty() && chunks.getFirst().newest().isBefore(horizon)) {
      end = chunks.getFirst().end();
      forgetFirst();
    }
    return end;
  }

  private void forgetFirst() {
    try {
      chunks.removeFirst().file().close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close a file of the stream: " + e.getMessage(), e);
    }
  }
}

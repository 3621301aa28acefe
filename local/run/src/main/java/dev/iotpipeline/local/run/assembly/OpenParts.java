package dev.iotpipeline.local.run.assembly;

import java.util.ArrayDeque;
import java.util.Deque;

/** Parts of a pipeline that have to be closed: the last one opened is closed first. */
final class OpenParts implements AutoCloseable {

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  /** Returns the part. */
  <T extends AutoCloseable> T add(T part) {
    parts.push(part);
    return part;
  }

  /** Closes all; if one fails to close, the others are closed all the same. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      closeQuietly(parts.pop());
    }
  }

  private static void closeQuietly(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      System.err.println("could not close " + part.getClass().getSimpleName() + ": " + e);
    }
  }
}

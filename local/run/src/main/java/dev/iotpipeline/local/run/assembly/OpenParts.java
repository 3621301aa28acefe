package dev.iotpipeline.local.run.assembly;

import java.util.ArrayDeque;
import java.util.Deque;

/** Parts that have to be closed; the last one opened is closed first. */
final class OpenParts implements AutoCloseable {

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  /** Adds a part, and returns it. */
  <T extends AutoCloseable> T add(T part) {
    parts.push(part);
    return part;
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      closeQuietly(parts.pop());
    }
  }

  /** If one part fails to close, the others are closed all the same. */
  private static void closeQuietly(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      System.err.println("could not close " + part.getClass().getSimpleName() + ": " + e);
    }
  }
}

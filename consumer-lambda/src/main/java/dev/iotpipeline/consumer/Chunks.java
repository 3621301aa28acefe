package dev.iotpipeline.consumer;

import java.util.ArrayList;
import java.util.List;

/** Lists cut into the sizes that a call takes. */
final class Chunks {

  private Chunks() {}

  /** The list in parts of a size, in its order; the last may be shorter. */
  static <T> List<List<T>> of(List<T> list, int size) {
    List<List<T>> chunks = new ArrayList<>();
    for (int from = 0; from < list.size(); from += size) {
      chunks.add(list.subList(from, Math.min(from + size, list.size())));
    }
    return chunks;
  }
}

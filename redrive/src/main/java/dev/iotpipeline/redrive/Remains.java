package dev.iotpipeline.redrive;

/**
 * What is left of an item whose records may have left the stream.
 *
 * @param left how many of its records are in the stream
 * @param gone how many are not
 * @param isExact whether that is their number, and not only the least that it can be
 */
record Remains(long left, long gone, boolean isExact) {

  /** Nothing, of which nothing is gone. */
  static final Remains NONE = new Remains(0, 0, true);

  boolean isWhole() {
    return gone == 0;
  }

  Remains plus(Remains other) {
    return new Remains(left + other.left, gone + other.gone, isExact && other.isExact);
  }

  /** How many records are gone, as a sentence without its full stop. */
  String loss() {
    return (isExact ? "" : "at least ")
        + CountedItem.RECORD.of(gone)
        + (gone == 1 ? " is gone" : " are gone");
  }
}

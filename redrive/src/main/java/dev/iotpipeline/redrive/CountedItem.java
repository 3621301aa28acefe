package dev.iotpipeline.redrive;

/** The word for what a run counts, for one and for several. */
record CountedItem(String singular, String plural) {

  static final CountedItem RECORD = new CountedItem("record", "records");

  String of(long count) {
    return count + " " + (count == 1 ? singular : plural);
  }
}

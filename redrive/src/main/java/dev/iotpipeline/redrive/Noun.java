package dev.iotpipeline.redrive;

/** What a run counts. */
record Noun(String singular, String plural) {

  String of(long count) {
    return count + " " + (count == 1 ? singular : plural);
  }
}

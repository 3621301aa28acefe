package dev.iotpipeline.local.run.verdict;

import java.util.List;

/**
 * How many anomalies there may be.
 *
 * @param fewest the least
 * @param most the most; it is more if different readings have one key, because any of them counts
 */
record CountRange(long fewest, long most) {

  static final CountRange NONE = new CountRange(0, 0);

  /** Of an alert that may say each of these. */
  static CountRange of(List<Said> allowed) {
    return new CountRange(
        allowed.stream().mapToInt(said -> said.anomalies().size()).min().orElse(0),
        allowed.stream().mapToInt(said -> said.anomalies().size()).max().orElse(0));
  }

  CountRange plus(CountRange other) {
    return new CountRange(fewest + other.fewest, most + other.most);
  }
}

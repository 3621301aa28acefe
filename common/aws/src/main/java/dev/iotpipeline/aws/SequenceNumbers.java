package dev.iotpipeline.aws;

import java.math.BigInteger;
import java.util.regex.Pattern;

/** Sequence numbers of Kinesis records, as numbers and as keys of a table. */
public final class SequenceNumbers {

  /** Today's have 56 digits: more than a DynamoDB number holds, so tables keep them as text. */
  private static final int DIGITS = 56;

  /** The service's limit on their length. */
  private static final Pattern VALID = Pattern.compile("[0-9]{1,128}");

  private SequenceNumbers() {}

  /** The text with zeros in front, so that the order of texts is the order of numbers. */
  public static String padded(String sequenceNumber) {
    return "0".repeat(Math.max(0, DIGITS - sequenceNumber.length())) + sequenceNumber;
  }

  /**
   * A sequence number as a number, to compare it: in the order of texts, 10 comes before 9.
   *
   * @throws IllegalArgumentException if the text is no sequence number
   */
  public static BigInteger parse(String text) {
    if (!VALID.matcher(text).matches()) {
      throw new IllegalArgumentException("a sequence number is digits, and not \"" + text + "\"");
    }
    return new BigInteger(text);
  }
}

package dev.iotpipeline.alert;

import java.math.BigDecimal;
import java.math.MathContext;

/** Decimal numbers for people: in plain digits as long as those can be read at a glance. */
final class Numbers {

  /** Beyond these a number has too many zeros to be read at a glance. */
  private static final int LOWEST_PLAIN_EXPONENT = -7;

  private static final int HIGHEST_PLAIN_EXPONENT = 15;

  /** A reading has at most 38 significant digits; zeros behind them say nothing. */
  private static final int DIGITS = 38;

  /** What fits a line together with other things. */
  private static final int BRIEF_LENGTH = 10;

  private static final MathContext BRIEF = new MathContext(5);

  private Numbers() {}

  /** The exact number: as it was sent if that is easy to read. */
  static String exact(BigDecimal number) {
    if (number.signum() == 0) {
      return "0";
    }
    int exponent = number.precision() - number.scale() - 1;
    if (exponent < LOWEST_PLAIN_EXPONENT || exponent > HIGHEST_PLAIN_EXPONENT) {
      return number.stripTrailingZeros().toString();
    }
    BigDecimal shorter = number.precision() > DIGITS ? number.stripTrailingZeros() : number;
    return shorter.toPlainString();
  }

  /** The number in some ten characters: exact if it fits, otherwise to five significant digits. */
  static String brief(BigDecimal number) {
    String exact = exact(number);
    return exact.length() <= BRIEF_LENGTH ? exact : exact(number.round(BRIEF));
  }
}

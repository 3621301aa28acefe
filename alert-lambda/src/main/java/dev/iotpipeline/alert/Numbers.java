package dev.iotpipeline.alert;

import java.math.BigDecimal;
import java.math.MathContext;

/** Decimal numbers for people: in plain digits as long as those can be read at a glance. */
final class Numbers {

  /** Beyond these a row of zeros says less than an exponent does. */
  private static final int LOWEST_PLAIN_EXPONENT = -7;

  private static final int HIGHEST_PLAIN_EXPONENT = 15;

  /** A reading has at most 38 significant digits; zeros behind them are only noise. */
  private static final int DIGITS = 38;

  /** What fits a line beside other things. */
  private static final int BRIEF_LENGTH = 10;

  private static final MathContext BRIEF = new MathContext(5);

  private Numbers() {}

  /** The exact number, as it was sent where that is plain. */
  static String exact(BigDecimal number) {
    if (number.signum() == 0) {
      return "0";
    }
    int exponent = number.precision() - number.scale() - 1;
    if (exponent < LOWEST_PLAIN_EXPONENT || exponent > HIGHEST_PLAIN_EXPONENT) {
      return number.stripTrailingZeros().toString();
    }
    BigDecimal sane = number.precision() > DIGITS ? number.stripTrailingZeros() : number;
    return sane.toPlainString();
  }

  /** The number in some ten characters: exact if it fits, otherwise to five significant digits. */
  static String brief(BigDecimal number) {
    String exact = exact(number);
    return exact.length() <= BRIEF_LENGTH ? exact : exact(number.round(BRIEF));
  }
}

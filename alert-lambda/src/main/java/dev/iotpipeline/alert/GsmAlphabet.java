package dev.iotpipeline.alert;

/**
 * The characters that an SMS carries in seven bits each.
 *
 * @see <a href="https://www.etsi.org/deliver/etsi_ts/123000_123099/123038/">3GPP TS 23.038,
 *     6.2.1</a>
 */
final class GsmAlphabet {

  private static final String BASIC =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

  /** Sent as an escape and a second septet. */
  private static final String EXTENSION = "^{}\\[~]|€";

  private GsmAlphabet() {}

  /** Whether the whole text can be written in this alphabet. */
  static boolean holds(String text) {
    return text.chars().allMatch(unit -> BASIC.indexOf(unit) >= 0 || EXTENSION.indexOf(unit) >= 0);
  }

  /** How many septets the text takes; only of a text that {@link #holds} holds. */
  static int septets(String text) {
    return text.chars().map(unit -> EXTENSION.indexOf(unit) >= 0 ? 2 : 1).sum();
  }
}

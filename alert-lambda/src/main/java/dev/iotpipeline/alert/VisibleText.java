package dev.iotpipeline.alert;

import java.util.HexFormat;

/**
 * Foreign text made safe to show. In a message that people act on, a device's id must not break a
 * line, be invisible, or reverse the text around it (as bidirectional overrides do).
 */
public final class VisibleText {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final String CUT = "...";

  private VisibleText() {}

  /** The text; what is invisible in it is written as a backslash, a u and four digits. */
  public static String of(String foreign) {
    StringBuilder visible = new StringBuilder(foreign.length());
    foreign.codePoints().forEach(point -> append(visible, point));
    return visible.toString();
  }

  private static void append(StringBuilder visible, int point) {
    if (isVisible(point)) {
      visible.appendCodePoint(point);
    } else {
      for (char unit : Character.toChars(point)) {
        visible.append("\\u").append(HEX.toHexDigits(unit));
      }
    }
  }

  /** Of the spaces only U+0020 stays: the others look like it, or like nothing. */
  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> point == ' ';
      default -> true;
    };
  }

  /**
   * The text in at most {@code max} UTF-16 units (more than three), with three dots where it was
   * cut. Surrogate pairs stay whole.
   */
  static String shortened(String text, int max) {
    return text.length() <= max ? text : cut(text, max - CUT.length()) + CUT;
  }

  private static String cut(String text, int max) {
    boolean splitsPair = Character.isHighSurrogate(text.charAt(max - 1));
    return text.substring(0, splitsPair ? max - 1 : max);
  }
}

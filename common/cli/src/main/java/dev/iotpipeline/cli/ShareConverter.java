package dev.iotpipeline.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Shares and probabilities as people type them: {@code 0.05} or {@code 5%}. */
public final class ShareConverter implements ITypeConverter<Double> {

  @Override
  public Double convert(String text) {
    try {
      return parse(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is no share: write 0.05 or 5%");
    }
  }

  /**
   * The number that a text stands for; the caller checks that it is from 0 to 1.
   *
   * @throws NumberFormatException if the text is no number
   */
  public static double parse(String text) {
    return text.endsWith("%")
        ? Double.parseDouble(text.substring(0, text.length() - 1)) / 100
        : Double.parseDouble(text);
  }
}

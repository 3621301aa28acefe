package dev.iotpipeline.simulator;

import dev.iotpipeline.cli.ShareConverter;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Shares of hostility as people type them, {@code malformed=0.1,clock-skew=20%}. */
final class HostileShares {

  static final String ALLOWED =
      "KIND=SHARE[,KIND=SHARE...], each kind once and each share 0 to 1, of the kinds "
          + Arrays.stream(Hostility.values()).map(Hostility::code).collect(Collectors.joining(", "))
          + ", or all";

  static final String ALLOWED_SUM =
      "shares that come to 1 at most; only clock-skew, which is of devices, does not count";

  private HostileShares() {}

  /**
   * The shares in a text.
   *
   * @throws IllegalArgumentException if a part of the text is wrong; the message is that part
   */
  static Map<Hostility, Double> parse(String text) {
    Map<Hostility, Double> shares = new EnumMap<>(Hostility.class);
    for (String part : text.split(",", -1)) {
      String[] sides = part.split("=", -1);
      List<Hostility> kinds = kinds(sides[0]);
      if (sides.length != 2 || kinds.isEmpty() || !isShare(sides[1])) {
        throw new IllegalArgumentException(part);
      }
      for (Hostility kind : kinds) {
        if (shares.put(kind, ShareConverter.parse(sides[1])) != null) {
          throw new IllegalArgumentException(part);
        }
      }
    }
    return shares;
  }

  private static List<Hostility> kinds(String word) {
    return Arrays.stream(Hostility.values())
        .filter(kind -> word.equals("all") || word.equals(kind.code()))
        .toList();
  }

  private static boolean isShare(String text) {
    try {
      return isShare(ShareConverter.parse(text));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  static boolean isShare(double share) {
    return share >= 0 && share <= 1;
  }

  /** Whether the shares of messages come to 1 at most; added up as decimals, without rounding. */
  static boolean fitTogether(Map<Hostility, Double> shares) {
    return shares.entrySet().stream()
            .filter(entry -> entry.getKey().isOfTurns())
            .map(entry -> BigDecimal.valueOf(entry.getValue()))
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .compareTo(BigDecimal.ONE)
        <= 0;
  }

  /** The shares as a text that {@link #parse} reads. */
  static String text(Map<Hostility, Double> shares) {
    return shares.entrySet().stream()
        .map(entry -> entry.getKey().code() + "=" + entry.getValue())
        .collect(Collectors.joining(","));
  }
}

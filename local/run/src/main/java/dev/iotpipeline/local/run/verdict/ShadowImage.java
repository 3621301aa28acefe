package dev.iotpipeline.local.run.verdict;

import java.util.Map;
import java.util.SortedMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The image of a shadow, with each attribute of each breach for itself. */
final class ShadowImage {

  static final String BREACHES = "breaches";
  static final String NOTHING = "NUL";

  /** Stands for the map of breaches, whose attributes are for themselves. */
  static final String MAP = "M";

  private ShadowImage() {}

  static byte[] of(Map<String, AttributeValue> shadow) {
    SortedMap<String, String> attributes = Image.texts(shadow);
    AttributeValue breaches = shadow.get(BREACHES);
    if (breaches != null && breaches.hasM()) {
      attributes.put(BREACHES, MAP);
      breaches.m().forEach((anomaly, breach) -> put(anomaly, breach, attributes));
    }
    return Image.write(attributes);
  }

  private static void put(
      String anomaly, AttributeValue breach, SortedMap<String, String> attributes) {
    if (breach.hasM()) {
      Image.texts(breach.m()).forEach((name, text) -> attributes.put(name(anomaly, name), text));
    } else {
      attributes.put(name(anomaly, ""), Image.text(breach));
    }
  }

  /** What an attribute of a breach is called. */
  static String name(String anomaly, String attribute) {
    return BREACHES + "." + anomaly + "." + attribute;
  }
}

package dev.iotpipeline.local.run.verdict;

import dev.iotpipeline.telemetry.Measurement;
import java.util.Map;
import java.util.SortedMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The image of an item of the fleet's statistics, with each number for itself. */
final class WindowImage {

  private WindowImage() {}

  static byte[] of(Map<String, AttributeValue> item) {
    SortedMap<String, String> image = Image.texts(item);
    for (Measurement measurement : Measurement.values()) {
      AttributeValue values = item.get(measurement.field());
      if (values != null && values.hasM()) {
        image.put(measurement.field(), ShadowImage.MAP);
        values.m().forEach((name, value) -> put(measurement.field(), name, value, image));
      }
    }
    return Image.write(image);
  }

  private static void put(
      String field, String name, AttributeValue value, SortedMap<String, String> image) {
    boolean isSketch = name.equals("sketch") && value.b() != null;
    image.put(
        field + "." + name,
        isSketch ? ValueScore.bins(value.b().asByteArrayUnsafe()) : Image.text(value));
  }
}

package dev.iotpipeline.local.run.assembly;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class Items {

  private Items() {}

  static Map<String, AttributeValue> of(String deviceId) {
    return Map.of(
        "device_id", AttributeValue.fromS(deviceId),
        "timestamp", AttributeValue.fromS("2026-11-23T10:15:30.000000000Z"));
  }
}

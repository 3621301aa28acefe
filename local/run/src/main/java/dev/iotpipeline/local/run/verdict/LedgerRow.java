package dev.iotpipeline.local.run.verdict;

import java.util.Map;
import java.util.SortedMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The image of a row of the ledger: its anomalies are a set, in whatever order they are listed. */
final class LedgerRow {

  static final String FIRST_SEEN = "first_seen_at";
  static final String NOTIFIED = "notified_at";
  static final String COUNTED = "counted_at";
  static final String ANOMALIES = "anomalies";

  private LedgerRow() {}

  static byte[] image(Map<String, AttributeValue> row) {
    SortedMap<String, String> attributes = Image.texts(row);
    AttributeValue anomalies = row.get(ANOMALIES);
    if (anomalies != null && anomalies.hasL()) {
      attributes.put(ANOMALIES, Said.grounds(anomalies).values().toString());
    }
    return Image.write(attributes);
  }

  /** What the row of an alert has to say was wrong. */
  static String anomalies(Said said) {
    return said.grounds().values().toString();
  }
}

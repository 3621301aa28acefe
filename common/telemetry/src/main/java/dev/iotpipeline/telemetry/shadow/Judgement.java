package dev.iotpipeline.telemetry.shadow;

import dev.iotpipeline.telemetry.Anomaly;
import dev.iotpipeline.telemetry.Grounds;
import dev.iotpipeline.telemetry.Notice;
import java.util.List;

/**
 * What one reading came to.
 *
 * @param shadow the device's shadow with this reading
 * @param grounds what the reading was judged by
 * @param anomalies what is wrong with the reading
 * @param notices what people are to be told
 */
public record Judgement(
    Shadow shadow, Grounds grounds, List<Anomaly> anomalies, List<Notice> notices) {

  public Judgement {
    anomalies = List.copyOf(anomalies);
    notices = List.copyOf(notices);
  }
}

package dev.iotpipeline.local.run.verdict;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.iotpipeline.local.run.verdict.Findings.Kind;

/**
 * What is wrong in the tables that nobody is told of: an item that is missing, is there without
 * cause, or says something that is not so.
 *
 * @param wrongInLedger rows of the ledger of alerts
 * @param wrongNotices rows of the table of notices
 * @param wrongShadows shadows of devices
 * @param wrongInFleet items and metrics of the fleet's statistics
 */
@JsonNaming(SnakeCaseStrategy.class)
public record StateCheck(
    long wrongInLedger, long wrongNotices, long wrongShadows, long wrongInFleet) {

  public static final StateCheck RIGHT = new StateCheck(0, 0, 0, 0);

  static StateCheck of(Findings findings) {
    return new StateCheck(
        findings.count(Kind.WRONG_IN_LEDGER),
        findings.count(Kind.WRONG_NOTICE),
        findings.count(Kind.WRONG_SHADOW),
        findings.count(Kind.WRONG_IN_FLEET));
  }

  @JsonIgnore
  public boolean isRight() {
    return equals(RIGHT);
  }
}

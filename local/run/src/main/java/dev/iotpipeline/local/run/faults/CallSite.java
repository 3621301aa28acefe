package dev.iotpipeline.local.run.faults;

import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** Every call that the functions make. */
public enum CallSite {
  WRITE_READINGS,
  QUARANTINE,
  INVOKE_ALERT,
  CLAIM_ALERT,
  NOTIFY,
  MARK_NOTIFIED,
  COUNT,
  MARK_COUNTED,
  RELEASE_ALERT;

  /**
   * The call that a request makes.
   *
   * @param quarantine the name of its table
   * @return empty if it is none that the functions make
   */
  static Optional<CallSite> of(Object request, String quarantine) {
    if (request instanceof BatchWriteItemRequest write) {
      boolean rejected = write.requestItems().containsKey(quarantine);
      return Optional.of(rejected ? QUARANTINE : WRITE_READINGS);
    }
    if (request instanceof UpdateItemRequest update) {
      return Optional.of(ledgerCall(update.updateExpression()));
    }
    if (request instanceof InvokeRequest) {
      return Optional.of(INVOKE_ALERT);
    }
    if (request instanceof PublishRequest) {
      return Optional.of(NOTIFY);
    }
    return request instanceof PutMetricDataRequest ? Optional.of(COUNT) : Optional.empty();
  }

  private static CallSite ledgerCall(String expression) {
    if (expression.contains("claimed_until =")) {
      return CLAIM_ALERT;
    }
    if (expression.contains("notified_at =")) {
      return MARK_NOTIFIED;
    }
    return expression.contains("counted_at =") ? MARK_COUNTED : RELEASE_ALERT;
  }

  /** Whether the alert function makes this call; if not, the consumer does. */
  public boolean isOfAlertFunction() {
    return compareTo(INVOKE_ALERT) > 0;
  }

  boolean isBatchWrite() {
    return this == WRITE_READINGS || this == QUARANTINE;
  }
}

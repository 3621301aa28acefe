package dev.iotpipeline.local.run.faults;

import dev.iotpipeline.aws.ResourceNames;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** Every call that the functions make. */
public enum CallSite {
  WRITE_READINGS,
  QUARANTINE,
  READ_SHADOWS,
  WRITE_SHADOWS,
  INVOKE_ALERT,
  CLAIM_ALERT,
  NOTIFY,
  MARK_NOTIFIED,
  COUNT,
  MARK_COUNTED,
  RELEASE_ALERT,
  PUT_NOTICE,
  LEAD_DIGEST,
  FOLLOW_DIGEST,
  READ_DIGEST,
  MARK_NOTICE,
  RELEASE_DIGEST,
  KEEP_WINDOW,
  COUNT_WINDOW,
  MARK_WINDOW;

  /**
   * The tables that tell calls with the same request apart.
   *
   * @param quarantine the name of the table of rejected records
   * @param notices the name of the table of notices
   * @param fleet the name of the table of the fleet's statistics
   */
  public record Tables(String quarantine, String notices, String fleet) {}

  /**
   * The call that a request makes.
   *
   * @return empty if it is none that the functions make
   */
  static Optional<CallSite> of(Object request, Tables tables) {
    if (request instanceof BatchWriteItemRequest write) {
      boolean rejected = write.requestItems().containsKey(tables.quarantine());
      return Optional.of(rejected ? QUARANTINE : WRITE_READINGS);
    }
    if (request instanceof UpdateItemRequest update) {
      if (update.tableName().equals(tables.fleet())) {
        return Optional.of(MARK_WINDOW);
      }
      boolean ofDigest = update.tableName().equals(tables.notices());
      String expression = update.updateExpression();
      return Optional.of(ofDigest ? digestCall(expression) : ledgerCall(expression));
    }
    if (request instanceof BatchGetItemRequest) {
      return Optional.of(READ_SHADOWS);
    }
    if (request instanceof BatchExecuteStatementRequest) {
      return Optional.of(WRITE_SHADOWS);
    }
    if (request instanceof PutItemRequest put) {
      return Optional.of(put.tableName().equals(tables.fleet()) ? KEEP_WINDOW : PUT_NOTICE);
    }
    if (isReadOf(request, tables.notices())) {
      return Optional.of(READ_DIGEST);
    }
    if (request instanceof InvokeRequest) {
      return Optional.of(INVOKE_ALERT);
    }
    if (request instanceof PublishRequest) {
      return Optional.of(NOTIFY);
    }
    return request instanceof PutMetricDataRequest count
        ? Optional.of(isOfFleet(count) ? COUNT_WINDOW : COUNT)
        : Optional.empty();
  }

  private static boolean isOfFleet(PutMetricDataRequest request) {
    return request.namespace().equals(ResourceNames.FLEET_NAMESPACE);
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

  private static CallSite digestCall(String expression) {
    if (expression.contains("claimed_until =")) {
      return LEAD_DIGEST;
    }
    if (expression.contains("notified_at =")) {
      return MARK_NOTICE;
    }
    return expression.startsWith("ADD arrivals") ? FOLLOW_DIGEST : RELEASE_DIGEST;
  }

  private static boolean isReadOf(Object request, String notices) {
    return (request instanceof GetItemRequest get && get.tableName().equals(notices))
        || (request instanceof QueryRequest query && query.tableName().equals(notices));
  }

  /** Whether it is a call to DynamoDB. */
  boolean isOfDatabase() {
    return this != INVOKE_ALERT && this != NOTIFY && this != COUNT;
  }

  /** Whether DynamoDB may do a part of it and return the rest. */
  boolean canLeaveOver() {
    return this == WRITE_READINGS || this == QUARANTINE || this == READ_SHADOWS;
  }
}

# What the deployment promises, checked against a plan of it with a provider that answers from memory: no account needed.

mock_provider "aws" {
  override_during = plan

  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_resource "aws_kinesis_stream" {
    defaults = { arn = "arn:aws:kinesis:us-east-1:123456789012:stream/iot-telemetry-stream" }
  }

  mock_resource "aws_dynamodb_table" {
    defaults = { arn = "arn:aws:dynamodb:us-east-1:123456789012:table/iot-sensor-readings" }
  }

  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:us-east-1:123456789012:iot-alerts" }
  }

  mock_resource "aws_sqs_queue" {
    defaults = { arn = "arn:aws:sqs:us-east-1:123456789012:queue", id = "https://sqs.us-east-1.amazonaws.com/123456789012/queue" }
  }

  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555", key_id = "11111111-2222-3333-4444-555555555555" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/role" }
  }

  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/function" }
  }

  mock_resource "aws_lambda_function" {
    defaults = { arn = "arn:aws:lambda:us-east-1:123456789012:function:function", version = "1" }
  }

  mock_resource "aws_lambda_alias" {
    defaults = { arn = "arn:aws:lambda:us-east-1:123456789012:function:function:live" }
  }
}

variables {
  consumer_jar        = "tests/any.jar"
  alert_jar           = "tests/any.jar"
  alert_emails        = ["oncall@example.com"]
  alert_phone_numbers = ["+4915112345678"]
}

run "mapping" {
  command = plan

  assert {
    condition     = aws_lambda_event_source_mapping.telemetry.maximum_retry_attempts >= 0 && aws_lambda_event_source_mapping.telemetry.maximum_retry_attempts <= 100
    error_message = "retries of a batch have to be finite, and few enough to matter"
  }

  assert {
    condition     = aws_lambda_event_source_mapping.telemetry.maximum_record_age_in_seconds > 0
    error_message = "the age of a record has to be finite"
  }

  assert {
    condition     = aws_lambda_event_source_mapping.telemetry.destination_config[0].on_failure[0].destination_arn == aws_sqs_queue.failed_batches.arn
    error_message = "batches that are given up have to be kept"
  }

  assert {
    condition     = endswith(aws_lambda_event_source_mapping.telemetry.function_name, ":live")
    error_message = "the mapping has to invoke the alias"
  }

  assert {
    condition     = contains(aws_lambda_event_source_mapping.telemetry.function_response_types, "ReportBatchItemFailures")
    error_message = "the mapping has to read partial failures"
  }

  assert {
    condition     = aws_lambda_event_source_mapping.telemetry.batch_size == 100 && aws_lambda_event_source_mapping.telemetry.bisect_batch_on_function_error && aws_lambda_event_source_mapping.telemetry.starting_position == "TRIM_HORIZON"
    error_message = "batches of 100, halved on error, from the start of the stream"
  }
}

run "alerts_are_never_dropped" {
  command = plan

  assert {
    condition     = aws_lambda_function_event_invoke_config.alert.qualifier == "live" && contains([0, 1, 2], aws_lambda_function_event_invoke_config.alert.maximum_retry_attempts)
    error_message = "the retries have to be set on the alias that is invoked"
  }

  assert {
    condition     = module.alert.dead_letter_arn == aws_sqs_queue.failed_alerts.arn
    error_message = "alerts that are given up have to go to the dead-letter queue"
  }

  assert {
    condition     = endswith(module.consumer.environment["ALERT_FUNCTION_NAME"], ":live")
    error_message = "the consumer has to invoke the alias"
  }
}

run "published_with_a_snapshot" {
  command = plan

  assert {
    condition = alltrue([for function in [module.consumer.function, module.alert.function] :
      function.publish && function.snap_start[0].apply_on == "PublishedVersions" && function.architectures[0] == "arm64" && function.runtime == "java21"
    ])
    error_message = "both functions have to be published with SnapStart, on arm64 and java21"
  }

  assert {
    condition = alltrue([for function in [module.consumer.function, module.alert.function] :
      function.logging_config[0].log_format == "JSON" && function.logging_config[0].log_group == "/aws/lambda/${function.function_name}"
    ])
    error_message = "both functions have to log JSON to their own group"
  }

  assert {
    condition     = alltrue([for group in [module.consumer.log_group, module.alert.log_group] : group.retention_in_days == 30])
    error_message = "logs have to expire"
  }
}

run "least_privilege" {
  command = plan

  assert {
    condition = alltrue(flatten([for policy in [module.consumer.policy, module.alert.policy] :
      [for statement in policy.Statement : [for action in flatten([statement.Action]) : !strcontains(action, "*")]]
    ]))
    error_message = "no permission may have a wildcard action"
  }

  assert {
    condition = alltrue(flatten([for policy in [module.consumer.policy, module.alert.policy] :
      [for statement in policy.Statement : statement.Resource != "*" || can(statement.Condition)]
    ]))
    error_message = "a permission without a resource has to be narrowed by a condition"
  }

  assert {
    condition = alltrue(flatten([for policy in [module.consumer.policy, module.alert.policy] :
      [for statement in policy.Statement : !strcontains(statement.Resource, "*") || contains(["CountAnomalies", "WriteTraces", "WriteLogs"], statement.Sid)]
    ]))
    error_message = "only metrics, traces and the streams of one log group may lack an exact ARN"
  }

  assert {
    condition = alltrue(flatten([for policy in [module.consumer.policy, module.alert.policy] :
      [for statement in policy.Statement : can(regex("^[A-Za-z]+$", statement.Sid))]
    ]))
    error_message = "every permission has to have a name"
  }

  assert {
    condition     = one([for statement in module.alert.policy.Statement : statement if statement.Sid == "CountAnomalies"]).Condition.StringEquals["cloudwatch:namespace"] == "IoTPipeline/Alerts"
    error_message = "metrics may go to one namespace only"
  }
}

run "quarantine" {
  command = plan

  assert {
    condition     = aws_dynamodb_table.rejected.hash_key == "shard_id" && aws_dynamodb_table.rejected.range_key == "sequence_number" && alltrue([for key in aws_dynamodb_table.rejected.attribute : key.type == "S"])
    error_message = "the quarantine has the keys that the consumer writes, as text"
  }

  assert {
    condition     = module.consumer.environment["REJECTED_TABLE_NAME"] == "iot-rejected-records" && module.consumer.environment["REJECTED_RETENTION_DAYS"] == "0"
    error_message = "the consumer has to be told of the quarantine"
  }

  assert {
    condition     = one([for statement in module.consumer.policy.Statement : statement if statement.Sid == "QuarantineRecords"]).Action == ["dynamodb:BatchWriteItem"]
    error_message = "the consumer may write to the quarantine and nothing else"
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.quarantine.dimensions["TableName"] == "iot-rejected-records" && aws_cloudwatch_metric_alarm.quarantine.dimensions["Operation"] == "BatchWriteItem" && aws_cloudwatch_metric_alarm.quarantine.statistic == "SampleCount" && aws_cloudwatch_metric_alarm.quarantine.threshold == 0
    error_message = "any record in quarantine has to raise an alarm, and a redrive none"
  }
}

run "alert_ledger" {
  command = plan

  variables {
    alerts_table_name        = "other-alerts"
    alerts_retention_in_days = 30
  }

  assert {
    condition     = aws_dynamodb_table.alerts.hash_key == "device_id" && aws_dynamodb_table.alerts.range_key == "timestamp" && alltrue([for key in aws_dynamodb_table.alerts.attribute : key.type == "S"])
    error_message = "the ledger has the reading's key, as text"
  }

  assert {
    condition     = module.alert.environment["ALERTS_TABLE_NAME"] == "other-alerts" && module.alert.environment["ALERTS_RETENTION_DAYS"] == "30"
    error_message = "the alert function has to be told of the ledger"
  }

  assert {
    condition     = one([for statement in module.alert.policy.Statement : statement if statement.Sid == "KeepLedger"]).Action == ["dynamodb:UpdateItem"]
    error_message = "the alert function may update the ledger and nothing else"
  }
}

run "redrive" {
  command = plan

  assert {
    condition     = alltrue(flatten([for statement in jsondecode(aws_iam_policy.redrive.policy).Statement : [for action in statement.Action : !strcontains(action, "*")]])) && alltrue(flatten([for statement in jsondecode(aws_iam_policy.redrive.policy).Statement : [for arn in flatten([statement.Resource]) : !strcontains(arn, "*")]]))
    error_message = "who redrives may do so with this pipeline and no other"
  }

  assert {
    condition     = strcontains(output.redrive_commands.alerts, "--function iot-alert:live") && strcontains(output.redrive_commands.batches, "--stream iot-telemetry-stream") && strcontains(output.redrive_commands.quarantine, "--table iot-rejected-records")
    error_message = "the commands have to name what is deployed"
  }
}

run "encrypted_everywhere" {
  command = plan

  assert {
    condition     = aws_kinesis_stream.telemetry.encryption_type == "KMS"
    error_message = "the stream has to be encrypted"
  }

  assert {
    condition = alltrue([for table in [aws_dynamodb_table.readings, aws_dynamodb_table.rejected, aws_dynamodb_table.alerts] :
      table.server_side_encryption[0].enabled && table.point_in_time_recovery[0].enabled && table.deletion_protection_enabled && table.billing_mode == "PAY_PER_REQUEST" && table.ttl[0].enabled && table.ttl[0].attribute_name == "expires_at"
    ])
    error_message = "every table has to be encrypted, recoverable and protected, and to expire what says so"
  }

  assert {
    condition     = aws_sns_topic.alerts.kms_master_key_id == aws_kms_key.notifications.arn && aws_kms_key.notifications.enable_key_rotation
    error_message = "the topic has to be encrypted with our own key, which rotates"
  }

  assert {
    condition     = anytrue([for statement in jsondecode(aws_kms_key.notifications.policy).Statement : try(statement.Principal.Service, "") == "cloudwatch.amazonaws.com"])
    error_message = "CloudWatch has to be able to use the topic's key"
  }

  assert {
    condition     = aws_sqs_queue.failed_batches.sqs_managed_sse_enabled && aws_sqs_queue.failed_alerts.sqs_managed_sse_enabled
    error_message = "the queues have to be encrypted"
  }

  assert {
    condition = alltrue([for policy in [aws_sns_topic_policy.alerts.policy, aws_sqs_queue_policy.failed_batches.policy, aws_sqs_queue_policy.failed_alerts.policy] :
      anytrue([for statement in jsondecode(policy).Statement : statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"])
    ])
    error_message = "topic and queues have to refuse what comes without TLS"
  }
}

run "alarms" {
  command = plan

  assert {
    condition     = one(aws_cloudwatch_metric_alarm.device_anomalies.metric_query).expression == "SELECT SUM(AnomalyCount) FROM SCHEMA(\"IoTPipeline/Alerts\", DeviceId) GROUP BY DeviceId ORDER BY SUM() DESC"
    error_message = "the fleet alarm has to count by device"
  }

  assert {
    condition     = one(aws_cloudwatch_metric_alarm.device_anomalies.metric_query).period == 3600 && aws_cloudwatch_metric_alarm.device_anomalies.threshold == 5 && aws_cloudwatch_metric_alarm.device_anomalies.comparison_operator == "GreaterThanThreshold" && aws_cloudwatch_metric_alarm.device_anomalies.treat_missing_data == "notBreaching"
    error_message = "the fleet alarm has to be more than 5 in an hour, and silence is good"
  }

  assert {
    condition = alltrue([for alarm in concat(
      [aws_cloudwatch_metric_alarm.device_anomalies, aws_cloudwatch_metric_alarm.iterator_age],
      values(aws_cloudwatch_metric_alarm.function), values(aws_cloudwatch_metric_alarm.queue_not_empty), [aws_cloudwatch_metric_alarm.quarantine]) :
      contains(alarm.alarm_actions, aws_sns_topic.alerts.arn)
    ])
    error_message = "every alarm has to notify"
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.function) == 6 && length(aws_cloudwatch_metric_alarm.queue_not_empty) == 2
    error_message = "errors, throttles and full queues have to raise alarms"
  }
}

run "subscriptions" {
  command = plan

  variables {
    sms_filter_policy = { anomalies = ["temperature_above"] }
  }

  assert {
    condition     = aws_sns_topic_subscription.email["oncall@example.com"].protocol == "email" && aws_sns_topic_subscription.email["oncall@example.com"].filter_policy == null
    error_message = "an e-mail subscription gets every message unless filtered"
  }

  assert {
    condition     = jsondecode(aws_sns_topic_subscription.sms["+4915112345678"].filter_policy).anomalies[0] == "temperature_above"
    error_message = "a text message subscription is filtered as asked"
  }
}

run "on_demand" {
  command = plan

  variables {
    stream_on_demand = true
  }

  assert {
    condition     = aws_kinesis_stream.telemetry.stream_mode_details[0].stream_mode == "ON_DEMAND" && aws_kinesis_stream.telemetry.shard_count == null
    error_message = "an on-demand stream has no number of shards"
  }
}

run "tags" {
  command = plan

  variables {
    tags = { Owner = "network" }
  }

  assert {
    condition     = output.tags["Project"] == "iot-pipeline" && output.tags["ManagedBy"] == "terraform" && output.tags["Owner"] == "network"
    error_message = "every resource has to be tagged"
  }
}

# Stream, tables and queues.

mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  consumer_jar  = "tests/any.jar"
  alert_jar     = "tests/any.jar"
  fleet_jar     = "tests/any.jar"
  alert_emails  = ["cabinets@example.com"]
  oncall_emails = ["oncall@example.com"]
}

run "tables" {
  command = plan

  assert {
    condition = jsonencode([for table in [aws_dynamodb_table.readings, aws_dynamodb_table.rejected, aws_dynamodb_table.alerts, aws_dynamodb_table.shadows, aws_dynamodb_table.notices, aws_dynamodb_table.thresholds, aws_dynamodb_table.fleet_statistics] :
      [table.name, table.hash_key, table.range_key]
      ]) == jsonencode([
      ["iot-sensor-readings", "device_id", "timestamp"],
      ["iot-rejected-records", "shard_id", "sequence_number"],
      ["iot-alerts", "device_id", "timestamp"],
      ["iot-device-shadows", "device_id", null],
      ["iot-notices", "digest", "entry"],
      ["iot-thresholds", "applies_to", null],
      ["iot-fleet-statistics", "window_day", "window"],
    ])
    error_message = "the functions write under these keys"
  }

  assert {
    condition = alltrue([for table in [aws_dynamodb_table.readings, aws_dynamodb_table.rejected, aws_dynamodb_table.alerts, aws_dynamodb_table.shadows, aws_dynamodb_table.notices, aws_dynamodb_table.thresholds, aws_dynamodb_table.fleet_statistics] :
      toset(table.attribute[*].name) == toset(concat(compact([table.hash_key, table.range_key]), table.global_secondary_index[*].hash_key)) && alltrue([for attribute in table.attribute : attribute.type == "S"])
    ])
    error_message = "all keys are text"
  }

  assert {
    condition = alltrue([for table in [aws_dynamodb_table.readings, aws_dynamodb_table.rejected, aws_dynamodb_table.alerts, aws_dynamodb_table.notices, aws_dynamodb_table.fleet_statistics] :
      table.ttl[0].enabled && table.ttl[0].attribute_name == "expires_at"
    ])
    error_message = "items expire by expires_at"
  }

  assert {
    condition     = length(aws_dynamodb_table.shadows.ttl) == 0 && length(aws_dynamodb_table.thresholds.ttl) == 0
    error_message = "a device's shadow and its thresholds stay"
  }

  assert {
    condition = alltrue([for table in [aws_dynamodb_table.readings, aws_dynamodb_table.rejected, aws_dynamodb_table.alerts, aws_dynamodb_table.shadows, aws_dynamodb_table.notices, aws_dynamodb_table.thresholds, aws_dynamodb_table.fleet_statistics] :
      table.billing_mode == "PAY_PER_REQUEST"
    ])
    error_message = "the tables are paid for by request"
  }

  assert {
    condition = jsonencode([for index in aws_dynamodb_table.shadows.global_secondary_index : [index.name, index.hash_key, index.projection_type]]) == jsonencode([
      ["by-silence-slot", "silence_slot", "KEYS_ONLY"],
    ])
    error_message = "the silence check finds devices by their slot; more than the keys would be written with every batch"
  }

  assert {
    condition     = output.rejected_table_name == "iot-rejected-records" && output.alerts_table_name == "iot-alerts" && output.shadow_table_name == "iot-device-shadows" && output.notices_table_name == "iot-notices" && output.thresholds_table_name == "iot-thresholds" && output.fleet_table_name == "iot-fleet-statistics"
    error_message = "the runbook asks the outputs for the tables' names"
  }
}

run "unprotected_before_a_destroy" {
  command = plan

  variables {
    deletion_protection = false
  }

  assert {
    condition     = !anytrue([for table in [aws_dynamodb_table.readings, aws_dynamodb_table.rejected, aws_dynamodb_table.alerts, aws_dynamodb_table.shadows, aws_dynamodb_table.notices, aws_dynamodb_table.thresholds, aws_dynamodb_table.fleet_statistics] : table.deletion_protection_enabled])
    error_message = "one variable has to unprotect all tables"
  }
}

run "ledger_outlives_the_dead_letters" {
  command = plan

  assert {
    condition     = aws_sqs_queue.failed_alerts.message_retention_seconds < 15 * 86400
    error_message = "the shortest retention of the ledger has to be longer than that of the dead-letter queue"
  }
}

run "encrypted_everywhere" {
  command = plan

  assert {
    condition     = aws_kinesis_stream.telemetry[0].encryption_type == "KMS"
    error_message = "the stream has to be encrypted"
  }

  assert {
    condition = alltrue([for table in [aws_dynamodb_table.readings, aws_dynamodb_table.rejected, aws_dynamodb_table.alerts, aws_dynamodb_table.shadows, aws_dynamodb_table.notices, aws_dynamodb_table.thresholds, aws_dynamodb_table.fleet_statistics] :
      table.server_side_encryption[0].enabled && table.point_in_time_recovery[0].enabled && table.deletion_protection_enabled
    ])
    error_message = "the tables have to be encrypted, recoverable and protected"
  }

  assert {
    condition     = aws_sns_topic.alerts[0].kms_master_key_id == aws_kms_key.notifications[0].arn && aws_kms_key.notifications[0].enable_key_rotation
    error_message = "the topic has to be encrypted with our own key, which rotates"
  }

  assert {
    condition     = anytrue([for statement in jsondecode(aws_kms_key.notifications[0].policy).Statement : try(statement.Principal.Service, "") == "cloudwatch.amazonaws.com"])
    error_message = "CloudWatch has to be able to use the topic's key"
  }

  assert {
    condition     = aws_sqs_queue.failed_batches.sqs_managed_sse_enabled && aws_sqs_queue.failed_alerts.sqs_managed_sse_enabled
    error_message = "the queues have to be encrypted"
  }

  assert {
    condition = alltrue([for policy in [aws_sns_topic_policy.alerts[0].policy, aws_sns_topic_policy.alarms[0].policy, aws_sqs_queue_policy.failed_batches.policy, aws_sqs_queue_policy.failed_alerts.policy] :
      anytrue([for statement in jsondecode(policy).Statement : statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"])
    ])
    error_message = "topic and queues have to refuse what comes without TLS"
  }
}

run "on_demand" {
  command = plan

  variables {
    stream_on_demand = true
  }

  assert {
    condition     = aws_kinesis_stream.telemetry[0].stream_mode_details[0].stream_mode == "ON_DEMAND" && aws_kinesis_stream.telemetry[0].shard_count == null
    error_message = "an on-demand stream has no number of shards"
  }
}

run "capacity_that_follows_the_load" {
  command = plan

  variables {
    readings_capacity = { minimum_writes = 100, maximum_writes = 20000 }
  }

  assert {
    condition     = aws_dynamodb_table.readings.billing_mode == "PROVISIONED" && aws_dynamodb_table.readings.write_capacity == 100 && aws_dynamodb_table.readings.read_capacity == 5
    error_message = "the readings' table has to begin with the minima"
  }

  assert {
    condition = jsonencode({ for unit, target in aws_appautoscaling_target.readings :
      unit => [target.resource_id, target.scalable_dimension, target.min_capacity, target.max_capacity, aws_appautoscaling_policy.readings[unit].target_tracking_scaling_policy_configuration[0].target_value, aws_appautoscaling_policy.readings[unit].target_tracking_scaling_policy_configuration[0].predefined_metric_specification[0].predefined_metric_type]
      }) == jsonencode({
      ReadCapacityUnits  = ["table/iot-sensor-readings", "dynamodb:table:ReadCapacityUnits", 5, 1000, 70, "DynamoDBReadCapacityUtilization"]
      WriteCapacityUnits = ["table/iot-sensor-readings", "dynamodb:table:WriteCapacityUnits", 100, 20000, 70, "DynamoDBWriteCapacityUtilization"]
    })
    error_message = "reads and writes have to follow the load"
  }

  assert {
    condition     = aws_dynamodb_table.shadows.billing_mode == "PAY_PER_REQUEST" && aws_dynamodb_table.alerts.billing_mode == "PAY_PER_REQUEST"
    error_message = "the other tables stay paid for by request"
  }
}

run "capacity_only_if_asked_for" {
  command = plan

  assert {
    condition     = length(aws_appautoscaling_target.readings) + length(aws_appautoscaling_policy.readings) == 0
    error_message = "by default nothing scales, because nothing has to"
  }
}

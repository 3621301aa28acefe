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

  mock_resource "aws_cloudwatch_event_rule" {
    defaults = { arn = "arn:aws:events:us-east-1:123456789012:rule/iot-silence-check" }
  }

  mock_resource "aws_lambda_alias" {
    defaults = { arn = "arn:aws:lambda:us-east-1:123456789012:function:function:live" }
  }

  # Of what there are several, each has an ARN of its own: otherwise a permission on the wrong one would pass.

  override_resource {
    target = aws_dynamodb_table.rejected
    values = { arn = "arn:aws:dynamodb:us-east-1:123456789012:table/iot-rejected-records" }
  }

  override_resource {
    target = aws_dynamodb_table.alerts
    values = { arn = "arn:aws:dynamodb:us-east-1:123456789012:table/iot-alerts" }
  }

  override_resource {
    target = aws_dynamodb_table.shadows
    values = { arn = "arn:aws:dynamodb:us-east-1:123456789012:table/iot-device-shadows" }
  }

  override_resource {
    target = aws_dynamodb_table.notices
    values = { arn = "arn:aws:dynamodb:us-east-1:123456789012:table/iot-notices" }
  }

  override_resource {
    target = aws_dynamodb_table.thresholds
    values = { arn = "arn:aws:dynamodb:us-east-1:123456789012:table/iot-thresholds" }
  }

  override_resource {
    target = aws_dynamodb_table.fleet_statistics
    values = { arn = "arn:aws:dynamodb:us-east-1:123456789012:table/iot-fleet-statistics" }
  }

  override_resource {
    target = module.fleet[0].aws_lambda_alias.live
    values = { arn = "arn:aws:lambda:us-east-1:123456789012:function:iot-fleet:live" }
  }

  override_resource {
    target = aws_sqs_queue.failed_batches
    values = { arn = "arn:aws:sqs:us-east-1:123456789012:iot-failed-batches", id = "https://sqs.us-east-1.amazonaws.com/123456789012/iot-failed-batches" }
  }

  override_resource {
    target = aws_sqs_queue.failed_alerts
    values = { arn = "arn:aws:sqs:us-east-1:123456789012:iot-failed-alerts", id = "https://sqs.us-east-1.amazonaws.com/123456789012/iot-failed-alerts" }
  }

  override_resource {
    target = module.alert.aws_lambda_alias.live
    values = { arn = "arn:aws:lambda:us-east-1:123456789012:function:iot-alert:live" }
  }

  override_resource {
    target = module.silence_check[0].aws_lambda_alias.live
    values = { arn = "arn:aws:lambda:us-east-1:123456789012:function:iot-silence-check:live" }
  }
}

variables {
  consumer_jar        = "tests/any.jar"
  alert_jar           = "tests/any.jar"
  fleet_jar           = "tests/any.jar"
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
    condition = alltrue([for function in [module.consumer.function, module.alert.function, module.silence_check[0].function, module.fleet[0].function] :
      function.publish && function.snap_start[0].apply_on == "PublishedVersions" && function.architectures[0] == "arm64" && function.runtime == "java21"
    ])
    error_message = "all functions have to be published with SnapStart, on arm64 and java21"
  }

  assert {
    condition = alltrue([for function in [module.consumer.function, module.alert.function, module.silence_check[0].function, module.fleet[0].function] :
      function.logging_config[0].log_format == "JSON" && function.logging_config[0].log_group == "/aws/lambda/${function.function_name}"
    ])
    error_message = "all functions have to log JSON to their own group"
  }

  assert {
    condition     = alltrue([for group in [module.consumer.log_group, module.alert.log_group, module.silence_check[0].log_group, module.fleet[0].log_group] : group.retention_in_days == 30])
    error_message = "logs have to expire"
  }
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

run "settings_reach_the_functions" {
  command = plan

  variables {
    table_name                         = "readings"
    rejected_table_name                = "rejected"
    alerts_table_name                  = "ledger"
    shadow_table_name                  = "shadows"
    notices_table_name                 = "notices"
    thresholds_table_name              = "thresholds"
    fleet_table_name                   = "fleet"
    fleet_retention_in_days            = 90
    reading_retention_in_days          = 30
    rejected_retention_in_days         = 60
    alerts_retention_in_days           = 15
    temperature_threshold              = 45.5
    humidity_high_threshold            = 91
    humidity_low_threshold             = 19
    temperature_rise_threshold         = 5.5
    temperature_rise_window_in_seconds = 90
    notification_cooldown_in_seconds   = 600
    hysteresis                         = 0.5
    consecutive_breaches               = 3
    digest_in_seconds                  = 10
    silence_in_seconds                 = 120
  }

  assert {
    condition = module.consumer.environment == tomap({
      DYNAMODB_TABLE_NAME           = "readings"
      READING_RETENTION_DAYS        = "30"
      REJECTED_TABLE_NAME           = "rejected"
      REJECTED_RETENTION_DAYS       = "60"
      ALERT_FUNCTION_NAME           = "arn:aws:lambda:us-east-1:123456789012:function:iot-alert:live"
      TEMP_THRESHOLD                = "45.5"
      HUMIDITY_HIGH_THRESHOLD       = "91"
      HUMIDITY_LOW_THRESHOLD        = "19"
      SHADOW_TABLE_NAME             = "shadows"
      THRESHOLDS_TABLE_NAME         = "thresholds"
      TEMP_RISE_THRESHOLD           = "5.5"
      TEMP_RISE_WINDOW_SECONDS      = "90"
      NOTIFICATION_COOLDOWN_SECONDS = "600"
      HYSTERESIS                    = "0.5"
      CONSECUTIVE_BREACHES          = "3"
      DIGEST_SECONDS                = "10"
      SILENCE_SECONDS               = "120"
    })
    error_message = "the consumer has to get its settings, and no others"
  }

  assert {
    condition = module.alert.environment == tomap({
      SNS_TOPIC_ARN           = "arn:aws:sns:us-east-1:123456789012:iot-alerts"
      ALERTS_TABLE_NAME       = "ledger"
      NOTICES_TABLE_NAME      = "notices"
      ALERTS_RETENTION_DAYS   = "15"
      TEMP_THRESHOLD          = "45.5"
      HUMIDITY_HIGH_THRESHOLD = "91"
      HUMIDITY_LOW_THRESHOLD  = "19"
    })
    error_message = "the alert function has to get its settings, and no others"
  }

  assert {
    condition = module.silence_check[0].environment == tomap({
      SHADOW_TABLE_NAME   = "shadows"
      ALERT_FUNCTION_NAME = "arn:aws:lambda:us-east-1:123456789012:function:iot-alert:live"
      SILENCE_SECONDS     = "120"
    })
    error_message = "the silence check has to get its settings, and no others"
  }

  assert {
    condition = module.fleet[0].environment == tomap({
      FLEET_TABLE_NAME        = "fleet"
      FLEET_RETENTION_DAYS    = "90"
      TEMP_THRESHOLD          = "45.5"
      HUMIDITY_HIGH_THRESHOLD = "91"
      HUMIDITY_LOW_THRESHOLD  = "19"
    })
    error_message = "the fleet's statistics have to get their settings, and no others"
  }
}

run "people_are_told_of_a_breach_and_not_of_a_reading" {
  command = plan

  assert {
    condition     = module.consumer.environment["NOTIFICATION_COOLDOWN_SECONDS"] == "300" && module.consumer.environment["SILENCE_SECONDS"] == "300"
    error_message = "a breach notifies again after five minutes, and so long is a device missed"
  }

  assert {
    condition = {
      for name in ["TEMP_RISE_THRESHOLD", "TEMP_RISE_WINDOW_SECONDS", "HYSTERESIS", "CONSECUTIVE_BREACHES", "DIGEST_SECONDS"] :
      name => module.consumer.environment[name]
      } == {
      TEMP_RISE_THRESHOLD      = "5"
      TEMP_RISE_WINDOW_SECONDS = "60"
      HYSTERESIS               = "0"
      CONSECUTIVE_BREACHES     = "1"
      DIGEST_SECONDS           = "5"
    }
    error_message = "these are the defaults"
  }
}

run "silence_is_looked_for_every_minute" {
  command = plan

  assert {
    condition     = module.silence_check[0].function.function_name == "iot-silence-check" && module.silence_check[0].function.handler == "dev.iotpipeline.consumer.SilenceCheckHandler::handleRequest" && module.silence_check[0].function.filename == var.consumer_jar
    error_message = "the silence check is in the consumer's jar"
  }

  assert {
    condition     = aws_cloudwatch_event_rule.silence_check[0].schedule_expression == "rate(1 minute)" && aws_cloudwatch_event_target.silence_check[0].rule == aws_cloudwatch_event_rule.silence_check[0].name
    error_message = "the check has to run once a minute"
  }

  assert {
    condition     = aws_cloudwatch_event_target.silence_check[0].arn == "arn:aws:lambda:us-east-1:123456789012:function:iot-silence-check:live"
    error_message = "the schedule has to invoke the alias"
  }

  assert {
    condition = jsonencode([for name in ["action", "function_name", "qualifier", "principal", "source_arn"] : aws_lambda_permission.silence_check[0][name]]) == jsonencode([
      "lambda:InvokeFunction", "iot-silence-check", "live", "events.amazonaws.com", "arn:aws:events:us-east-1:123456789012:rule/iot-silence-check",
    ])
    error_message = "this one schedule may invoke the alias, and nobody else"
  }

  assert {
    condition     = aws_lambda_function_event_invoke_config.silence_check[0].qualifier == "live" && aws_lambda_function_event_invoke_config.silence_check[0].maximum_retry_attempts == 0 && aws_lambda_function_event_invoke_config.silence_check[0].maximum_event_age_in_seconds == 60
    error_message = "the next check takes the place of one that failed or is late"
  }

  assert {
    condition     = module.silence_check[0].function.timeout <= 60
    error_message = "a check has to be over when the next one starts"
  }
}

run "no_silence_check_unless_asked" {
  command = plan

  variables {
    silence_in_seconds = 0
  }

  assert {
    condition     = length(module.silence_check) + length(aws_cloudwatch_event_rule.silence_check) + length(aws_cloudwatch_event_target.silence_check) + length(aws_lambda_permission.silence_check) + length(aws_lambda_function_event_invoke_config.silence_check) == 0
    error_message = "without it there is neither function nor schedule"
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.silence_check_missing) == 0 && !contains(keys(aws_cloudwatch_metric_alarm.function), "iot-silence-check-errors") && !strcontains(aws_cloudwatch_dashboard.pipeline.dashboard_body, "silence check")
    error_message = "without it nothing watches it"
  }

  assert {
    condition     = module.consumer.environment["SILENCE_SECONDS"] == "0" && module.consumer.environment["SHADOW_TABLE_NAME"] == "iot-device-shadows"
    error_message = "the shadows are kept without it"
  }
}

run "the_fleet_is_counted_by_minute" {
  command = plan

  assert {
    condition     = module.fleet[0].function.function_name == "iot-fleet" && module.fleet[0].function.handler == "dev.iotpipeline.fleet.FleetHandler::handleRequest" && module.fleet[0].function.filename == var.fleet_jar
    error_message = "the function has a jar of its own"
  }

  assert {
    condition     = aws_lambda_event_source_mapping.fleet[0].event_source_arn == aws_kinesis_stream.telemetry.arn && aws_lambda_event_source_mapping.fleet[0].function_name == "arn:aws:lambda:us-east-1:123456789012:function:iot-fleet:live"
    error_message = "the mapping reads the same stream, and invokes the alias"
  }

  assert {
    condition     = aws_lambda_event_source_mapping.fleet[0].tumbling_window_in_seconds == 60 && aws_lambda_event_source_mapping.fleet[0].parallelization_factor == 1 && contains(aws_lambda_event_source_mapping.fleet[0].function_response_types, "ReportBatchItemFailures")
    error_message = "windows of a minute, their records in order"
  }

  assert {
    condition     = aws_lambda_event_source_mapping.fleet[0].maximum_retry_attempts == 10 && aws_lambda_event_source_mapping.fleet[0].maximum_record_age_in_seconds == 3600 && aws_lambda_event_source_mapping.fleet[0].starting_position == "TRIM_HORIZON"
    error_message = "retries are finite, and a new mapping reads from the start of the stream"
  }

  assert {
    condition     = length(aws_lambda_event_source_mapping.fleet[0].destination_config) == 0
    error_message = "a batch that was put back for this function would be stored and counted once more"
  }
}

run "the_fleet_is_counted_by_the_quarter_of_an_hour" {
  command = plan

  variables {
    fleet_window_in_seconds = 900
  }

  assert {
    condition     = aws_lambda_event_source_mapping.fleet[0].tumbling_window_in_seconds == 900 && strcontains(aws_cloudwatch_dashboard.pipeline.dashboard_body, "\"period\":900")
    error_message = "a point of the dashboard is a window"
  }
}

run "a_silent_fleet_without_alarm" {
  command = plan

  variables {
    fleet_silence_alarm_in_minutes = 0
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.fleet_silent) == 0
    error_message = "0 minutes are no alarm"
  }
}

run "shadows_without_life_cycle" {
  command = plan

  variables {
    notification_cooldown_in_seconds = 0
  }

  assert {
    condition     = module.consumer.environment["NOTIFICATION_COOLDOWN_SECONDS"] == "0" && module.consumer.environment["SHADOW_TABLE_NAME"] == "iot-device-shadows" && length(module.silence_check) == 1
    error_message = "every anomalous reading notifies, and rising temperatures and silence are found"
  }
}

run "retention_of_notices_without_the_ledger" {
  command = plan

  variables {
    ledger_enabled           = false
    alerts_retention_in_days = 30
  }

  assert {
    condition     = module.alert.environment["ALERTS_RETENTION_DAYS"] == "30" && module.alert.environment["NOTICES_TABLE_NAME"] == "iot-notices" && !contains(keys(module.alert.environment), "ALERTS_TABLE_NAME")
    error_message = "notices expire as asked, also without the ledger"
  }
}

run "alert_function_outlasts_the_longest_digest" {
  command = plan

  variables {
    alert_timeout_in_seconds = 20
    digest_in_seconds        = 10
  }

  assert {
    condition     = module.alert.function.timeout >= tonumber(module.consumer.environment["DIGEST_SECONDS"]) + 1 + 5
    error_message = "after the wait for a digest and a second, time has to be left to send it"
  }
}

# The values of profiles/article.tfvars; the first assertion keeps the two alike.
run "the_articles_behaviour" {
  command = plan

  variables {
    starting_position                  = "LATEST"
    maximum_batching_window_in_seconds = 0
    quarantine_enabled                 = false
    ledger_enabled                     = false
    shadows_enabled                    = false
    notification_cooldown_in_seconds   = 0
    silence_in_seconds                 = 0
    fleet_statistics_enabled           = false
  }

  assert {
    condition = sort([for line in split("\n", file("profiles/article.tfvars")) : replace(line, " ", "") if can(regex("^[a-z]", line))]) == sort([
      "starting_position=\"${var.starting_position}\"",
      "maximum_batching_window_in_seconds=${var.maximum_batching_window_in_seconds}",
      "quarantine_enabled=${var.quarantine_enabled}",
      "ledger_enabled=${var.ledger_enabled}",
      "shadows_enabled=${var.shadows_enabled}",
      "notification_cooldown_in_seconds=${var.notification_cooldown_in_seconds}",
      "silence_in_seconds=${var.silence_in_seconds}",
      "fleet_statistics_enabled=${var.fleet_statistics_enabled}",
    ])
    error_message = "profiles/article.tfvars has to hold the values of this run"
  }

  assert {
    condition     = aws_lambda_event_source_mapping.telemetry.starting_position == "LATEST" && aws_lambda_event_source_mapping.telemetry.maximum_batching_window_in_seconds == 0
    error_message = "the mapping has to start at the end of the stream, without a window"
  }

  assert {
    condition     = !contains(keys(module.consumer.environment), "REJECTED_TABLE_NAME") && !contains([for statement in module.consumer.policy.Statement : statement.Sid], "QuarantineRecords")
    error_message = "without the quarantine, the consumer has neither its name nor its permission"
  }

  assert {
    condition     = !contains(keys(module.alert.environment), "ALERTS_TABLE_NAME") && !contains([for statement in module.alert.policy.Statement : statement.Sid], "KeepLedger")
    error_message = "without the ledger, the alert function has neither its name nor its permission"
  }

  assert {
    condition = toset(keys(module.consumer.environment)) == toset([
      "ALERT_FUNCTION_NAME", "DYNAMODB_TABLE_NAME", "HUMIDITY_HIGH_THRESHOLD", "HUMIDITY_LOW_THRESHOLD", "READING_RETENTION_DAYS", "TEMP_THRESHOLD",
    ])
    error_message = "the consumer judges each reading alone"
  }

  assert {
    condition = toset(keys(module.alert.environment)) == toset([
      "HUMIDITY_HIGH_THRESHOLD", "HUMIDITY_LOW_THRESHOLD", "SNS_TOPIC_ARN", "TEMP_THRESHOLD",
    ])
    error_message = "the alert function sends what it is asked for, without memory"
  }

  assert {
    condition     = length(setintersection([for statement in concat(module.consumer.policy.Statement, module.alert.policy.Statement) : statement.Sid], ["KeepShadows", "ReadThresholds", "KeepNotices"])) == 0
    error_message = "without the shadows, no function has a permission on what belongs to them"
  }

  assert {
    condition     = length(module.silence_check) + length(aws_cloudwatch_event_rule.silence_check) == 0
    error_message = "silence is not looked for"
  }

  assert {
    condition     = length(module.fleet) + length(aws_lambda_event_source_mapping.fleet) == 0 && !contains(keys(aws_cloudwatch_metric_alarm.function), "iot-fleet-errors") && !strcontains(aws_cloudwatch_dashboard.pipeline.dashboard_body, "IoTPipeline/Fleet")
    error_message = "nobody counts the fleet's readings, and nothing watches who would"
  }
}

run "nothing_expires_by_default" {
  command = plan

  assert {
    condition     = module.consumer.environment["READING_RETENTION_DAYS"] == "0" && module.consumer.environment["REJECTED_RETENTION_DAYS"] == "0" && module.alert.environment["ALERTS_RETENTION_DAYS"] == "0" && module.fleet[0].environment["FLEET_RETENTION_DAYS"] == "0"
    error_message = "data must not expire unless somebody asks for it"
  }
}

run "ledger_outlives_the_dead_letters" {
  command = plan

  assert {
    condition     = aws_sqs_queue.failed_alerts.message_retention_seconds < 15 * 86400
    error_message = "the shortest retention of the ledger has to be longer than that of the dead-letter queue"
  }
}

run "permissions" {
  command = plan

  assert {
    condition = jsonencode({ for statement in module.consumer.policy.Statement : statement.Sid => [sort(statement.Action), statement.Resource] }) == jsonencode({
      ReadStream          = [["kinesis:DescribeStream", "kinesis:DescribeStreamSummary", "kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:ListShards"], "arn:aws:kinesis:us-east-1:123456789012:stream/iot-telemetry-stream"]
      WriteReadings       = [["dynamodb:BatchWriteItem"], "arn:aws:dynamodb:us-east-1:123456789012:table/iot-sensor-readings"]
      QuarantineRecords   = [["dynamodb:BatchWriteItem"], "arn:aws:dynamodb:us-east-1:123456789012:table/iot-rejected-records"]
      KeepShadows         = [["dynamodb:BatchGetItem", "dynamodb:PartiQLInsert", "dynamodb:PartiQLUpdate"], "arn:aws:dynamodb:us-east-1:123456789012:table/iot-device-shadows"]
      ReadThresholds      = [["dynamodb:Scan"], "arn:aws:dynamodb:us-east-1:123456789012:table/iot-thresholds"]
      AskForAlerts        = [["lambda:InvokeFunction"], "arn:aws:lambda:us-east-1:123456789012:function:iot-alert:live"]
      ReportFailedBatches = [["sqs:SendMessage"], "arn:aws:sqs:us-east-1:123456789012:iot-failed-batches"]
      WriteLogs           = [["logs:CreateLogStream", "logs:PutLogEvents"], "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/function:log-stream:*"]
      WriteTraces         = [["xray:PutTelemetryRecords", "xray:PutTraceSegments"], "*"]
    })
    error_message = "the consumer may do this, and nothing else"
  }

  assert {
    condition = jsonencode({ for statement in module.alert.policy.Statement : statement.Sid => [sort(statement.Action), statement.Resource] }) == jsonencode({
      KeepLedger           = [["dynamodb:UpdateItem"], "arn:aws:dynamodb:us-east-1:123456789012:table/iot-alerts"]
      KeepNotices          = [["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"], "arn:aws:dynamodb:us-east-1:123456789012:table/iot-notices"]
      Notify               = [["sns:Publish"], "arn:aws:sns:us-east-1:123456789012:iot-alerts"]
      EncryptNotifications = [["kms:Decrypt", "kms:GenerateDataKey"], "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"]
      CountAnomalies       = [["cloudwatch:PutMetricData"], "*"]
      KeepFailedAlerts     = [["sqs:SendMessage"], "arn:aws:sqs:us-east-1:123456789012:iot-failed-alerts"]
      WriteLogs            = [["logs:CreateLogStream", "logs:PutLogEvents"], "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/function:log-stream:*"]
      WriteTraces          = [["xray:PutTelemetryRecords", "xray:PutTraceSegments"], "*"]
    })
    error_message = "the alert function may do this, and nothing else"
  }

  assert {
    condition = jsonencode({ for statement in module.silence_check[0].policy.Statement : statement.Sid => [sort(statement.Action), statement.Resource] }) == jsonencode({
      FindSilentDevices = [["dynamodb:Query"], "arn:aws:dynamodb:us-east-1:123456789012:table/iot-device-shadows/index/by-silence-slot"]
      MarkSilentDevices = [["dynamodb:BatchGetItem", "dynamodb:PartiQLUpdate"], "arn:aws:dynamodb:us-east-1:123456789012:table/iot-device-shadows"]
      AskForAlerts      = [["lambda:InvokeFunction"], "arn:aws:lambda:us-east-1:123456789012:function:iot-alert:live"]
      WriteLogs         = [["logs:CreateLogStream", "logs:PutLogEvents"], "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/function:log-stream:*"]
      WriteTraces       = [["xray:PutTelemetryRecords", "xray:PutTraceSegments"], "*"]
    })
    error_message = "the silence check may do this, and nothing else"
  }

  assert {
    condition = jsonencode({ for statement in module.fleet[0].policy.Statement : statement.Sid => [sort(statement.Action), statement.Resource] }) == jsonencode({
      ReadStream     = [["kinesis:DescribeStream", "kinesis:DescribeStreamSummary", "kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:ListShards"], "arn:aws:kinesis:us-east-1:123456789012:stream/iot-telemetry-stream"]
      KeepStatistics = [["dynamodb:PutItem", "dynamodb:UpdateItem"], "arn:aws:dynamodb:us-east-1:123456789012:table/iot-fleet-statistics"]
      SendMetrics    = [["cloudwatch:PutMetricData"], "*"]
      WriteLogs      = [["logs:CreateLogStream", "logs:PutLogEvents"], "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/function:log-stream:*"]
      WriteTraces    = [["xray:PutTelemetryRecords", "xray:PutTraceSegments"], "*"]
    })
    error_message = "the fleet's statistics may do this, and nothing else"
  }

  assert {
    condition = jsonencode({ for statement in jsondecode(aws_iam_policy.redrive.policy).Statement : statement.Sid => [sort(statement.Action), sort(flatten([statement.Resource]))] }) == jsonencode({
      TakeFromQueues     = [["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"], ["arn:aws:sqs:us-east-1:123456789012:iot-failed-alerts", "arn:aws:sqs:us-east-1:123456789012:iot-failed-batches"]]
      TakeFromQuarantine = [["dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan"], ["arn:aws:dynamodb:us-east-1:123456789012:table/iot-rejected-records"]]
      ReadAndWriteStream = [["kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:PutRecord"], ["arn:aws:kinesis:us-east-1:123456789012:stream/iot-telemetry-stream"]]
      SendAlerts         = [["lambda:InvokeFunction"], ["arn:aws:lambda:us-east-1:123456789012:function:iot-alert:live"]]
    })
    error_message = "the redrive policy has to allow this, and nothing else"
  }

  assert {
    condition     = aws_iam_policy.redrive.name == "iot-redrive" && alltrue([for statement in jsondecode(aws_iam_policy.redrive.policy).Statement : statement.Effect == "Allow"])
    error_message = "the policy is found by its name, and allows"
  }
}

run "redrive_commands" {
  command = plan

  variables {
    region              = "eu-central-1"
    stream_name         = "telemetry"
    rejected_table_name = "rejected"
  }

  assert {
    condition = jsonencode([output.redrive_quarantine_command, output.redrive_batches_command, output.redrive_alerts_command, output.redrive_records_command]) == jsonencode([
      "AWS_REGION=eu-central-1 java -jar redrive/target/redrive.jar quarantine --table rejected --stream telemetry",
      "AWS_REGION=eu-central-1 java -jar redrive/target/redrive.jar batches --queue iot-failed-batches --stream telemetry",
      "AWS_REGION=eu-central-1 java -jar redrive/target/redrive.jar alerts --queue iot-failed-alerts --function iot-alert:live",
      "AWS_REGION=eu-central-1 java -jar redrive/target/redrive.jar records --stream telemetry",
    ])
    error_message = "the commands have to be for this region and these names, and dry runs"
  }
}

run "least_privilege" {
  command = plan

  assert {
    condition = alltrue(flatten([for policy in [module.consumer.policy, module.alert.policy, module.silence_check[0].policy, module.fleet[0].policy] :
      [for statement in policy.Statement : [for action in flatten([statement.Action]) : !strcontains(action, "*")]]
    ]))
    error_message = "no permission may have a wildcard action"
  }

  assert {
    condition = alltrue(flatten([for policy in [module.consumer.policy, module.alert.policy, module.silence_check[0].policy, module.fleet[0].policy] :
      [for statement in policy.Statement : statement.Resource != "*" || can(statement.Condition)]
    ]))
    error_message = "a permission without a resource has to be narrowed by a condition"
  }

  assert {
    condition = alltrue(flatten([for policy in [module.consumer.policy, module.alert.policy, module.silence_check[0].policy, module.fleet[0].policy] :
      [for statement in policy.Statement : !strcontains(statement.Resource, "*") || contains(["CountAnomalies", "SendMetrics", "WriteTraces", "WriteLogs"], statement.Sid)]
    ]))
    error_message = "only metrics, traces and the streams of one log group may lack an exact ARN"
  }

  assert {
    condition = alltrue(flatten([for policy in [module.consumer.policy, module.alert.policy, module.silence_check[0].policy, module.fleet[0].policy] :
      [for statement in policy.Statement : can(regex("^[A-Za-z]+$", statement.Sid))]
    ]))
    error_message = "every permission has to have a name"
  }

  assert {
    condition     = one([for statement in module.alert.policy.Statement : statement if statement.Sid == "CountAnomalies"]).Condition.StringEquals["cloudwatch:namespace"] == "IoTPipeline/Alerts" && one([for statement in module.fleet[0].policy.Statement : statement if statement.Sid == "SendMetrics"]).Condition.StringEquals["cloudwatch:namespace"] == "IoTPipeline/Fleet"
    error_message = "metrics of a function may go to one namespace only"
  }
}

run "encrypted_everywhere" {
  command = plan

  assert {
    condition     = aws_kinesis_stream.telemetry.encryption_type == "KMS"
    error_message = "the stream has to be encrypted"
  }

  assert {
    condition = alltrue([for table in [aws_dynamodb_table.readings, aws_dynamodb_table.rejected, aws_dynamodb_table.alerts, aws_dynamodb_table.shadows, aws_dynamodb_table.notices, aws_dynamodb_table.thresholds, aws_dynamodb_table.fleet_statistics] :
      table.server_side_encryption[0].enabled && table.point_in_time_recovery[0].enabled && table.deletion_protection_enabled
    ])
    error_message = "the tables have to be encrypted, recoverable and protected"
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
      [aws_cloudwatch_metric_alarm.device_anomalies, aws_cloudwatch_metric_alarm.iterator_age, aws_cloudwatch_metric_alarm.quarantine],
      values(aws_cloudwatch_metric_alarm.function), values(aws_cloudwatch_metric_alarm.queue_not_empty), aws_cloudwatch_metric_alarm.silence_check_missing, aws_cloudwatch_metric_alarm.fleet_silent) :
      contains(alarm.alarm_actions, aws_sns_topic.alerts.arn) && contains(alarm.ok_actions, aws_sns_topic.alerts.arn)
    ])
    error_message = "every alarm has to notify, also when it is over"
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.function) == 8 && length(aws_cloudwatch_metric_alarm.queue_not_empty) == 2
    error_message = "errors, throttles and full queues have to raise alarms"
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.function["iot-silence-check-errors"].dimensions == tomap({ FunctionName = "iot-silence-check" }) && aws_cloudwatch_metric_alarm.function["iot-silence-check-errors"].metric_name == "Errors"
    error_message = "a silence check that fails has to raise an alarm"
  }

  assert {
    condition = jsonencode([for name in ["alarm_name", "namespace", "metric_name", "dimensions", "statistic", "period", "evaluation_periods", "comparison_operator", "threshold", "treat_missing_data"] :
      aws_cloudwatch_metric_alarm.silence_check_missing[0][name]
    ]) == jsonencode(["iot-silence-check-missing", "AWS/Lambda", "Invocations", { FunctionName = "iot-silence-check" }, "Sum", 60, 5, "LessThanThreshold", 1, "breaching"])
    error_message = "five minutes without a silence check have to raise an alarm; a minute without one has no data"
  }

  assert {
    condition = jsonencode([for name in ["alarm_name", "namespace", "metric_name", "dimensions", "statistic", "period", "evaluation_periods", "comparison_operator", "threshold", "treat_missing_data"] :
      aws_cloudwatch_metric_alarm.fleet_silent[0][name]
    ]) == jsonencode(["iot-fleet-silent", "AWS/Kinesis", "IncomingRecords", { StreamName = "iot-telemetry-stream" }, "Sum", 60, 10, "LessThanThreshold", 1, "breaching"])
    error_message = "ten minutes without a record have to raise an alarm; a stream that nothing is put into has no data"
  }

  assert {
    condition = (
      aws_cloudwatch_metric_alarm.quarantine.alarm_name == "iot-quarantine"
      && aws_cloudwatch_metric_alarm.quarantine.namespace == "AWS/DynamoDB"
      && aws_cloudwatch_metric_alarm.quarantine.metric_name == "SuccessfulRequestLatency"
      && aws_cloudwatch_metric_alarm.quarantine.statistic == "SampleCount"
    )
    error_message = "the alarm of the quarantine has to count requests, which are the samples of their latency"
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.quarantine.dimensions == tomap({ TableName = "iot-rejected-records", Operation = "BatchWriteItem" })
    error_message = "what the consumer writes has to raise the alarm of the quarantine, and not what a redrive deletes"
  }

  assert {
    condition = (
      aws_cloudwatch_metric_alarm.quarantine.period == 300
      && aws_cloudwatch_metric_alarm.quarantine.threshold == 0
      && aws_cloudwatch_metric_alarm.quarantine.comparison_operator == "GreaterThanThreshold"
      && aws_cloudwatch_metric_alarm.quarantine.treat_missing_data == "notBreaching"
    )
    error_message = "one quarantined record within five minutes has to raise the alarm, and silence is good"
  }

  assert {
    condition = alltrue([for name, alarm in aws_cloudwatch_metric_alarm.queue_not_empty :
      alarm.dimensions == tomap({ QueueName = name }) && alarm.metric_name == "ApproximateNumberOfMessagesVisible" && alarm.threshold == 0
    ])
    error_message = "each queue's alarm has the queue's name, and goes off with its first message"
  }
}

run "dashboard" {
  command = plan

  assert {
    condition = jsonencode([for metric in one([for widget in jsondecode(aws_cloudwatch_dashboard.pipeline.dashboard_body).widgets : widget if widget.properties.title == "Given up"]).properties.metrics :
      slice(metric, 0, length(metric) - 1)
      ]) == jsonencode([
      ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", "iot-failed-alerts"],
      ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", "iot-failed-batches"],
      ["AWS/DynamoDB", "SuccessfulRequestLatency", "TableName", "iot-rejected-records", "Operation", "BatchWriteItem"],
    ])
    error_message = "the dashboard has to show whatever was given up"
  }

  assert {
    condition = jsonencode([for metric in one([for widget in jsondecode(aws_cloudwatch_dashboard.pipeline.dashboard_body).widgets : widget if widget.properties.title == "Errors and throttles"]).properties.metrics :
      [metric[1], metric[3], metric[4].label]
      ]) == jsonencode([
      ["Errors", "iot-consumer", "consumer errors"],
      ["Throttles", "iot-consumer", "consumer throttles"],
      ["Errors", "iot-fleet", "fleet errors"],
      ["Throttles", "iot-fleet", "fleet throttles"],
      ["Errors", "iot-silence-check", "silence check errors"],
      ["Throttles", "iot-silence-check", "silence check throttles"],
    ])
    error_message = "the dashboard has to show whatever fails; the alert function's failures are under its name"
  }

  assert {
    condition = jsonencode([for widget in jsondecode(aws_cloudwatch_dashboard.pipeline.dashboard_body).widgets : [widget.properties.period, widget.properties.metrics[*][1], widget.properties.metrics[*][2].stat] if startswith(widget.properties.title, "Fleet: ")]) == jsonencode(concat(
      [for metric in ["Temperature", "Humidity", "Pressure"] : [60, [for stat in range(5) : metric], ["Maximum", "p99", "p95", "p50", "Minimum"]]],
      [[60, ["AnomalousReadings", "LateReadings", "Readings", "RejectedRecords", "Devices"], [for metric in range(5) : "Sum"]]],
    ))
    error_message = "the dashboard has to show the fleet's percentiles and counts, a point for each time window"
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

# The article's behaviour.

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
    condition     = length(module.fleet) + length(aws_lambda_event_source_mapping.fleet) == 0 && !contains(keys(aws_cloudwatch_metric_alarm.pipeline), "iot-fleet-errors") && !strcontains(aws_cloudwatch_dashboard.pipeline.dashboard_body, "IoTPipeline/Fleet")
    error_message = "nobody counts the fleet's readings, and nothing watches who would"
  }
}

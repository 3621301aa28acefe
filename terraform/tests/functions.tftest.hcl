# What the functions are, and what they are told.

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

run "nothing_expires_by_default" {
  command = plan

  assert {
    condition     = module.consumer.environment["READING_RETENTION_DAYS"] == "0" && module.consumer.environment["REJECTED_RETENTION_DAYS"] == "0" && module.alert.environment["ALERTS_RETENTION_DAYS"] == "0" && module.fleet[0].environment["FLEET_RETENTION_DAYS"] == "0"
    error_message = "data must not expire unless somebody asks for it"
  }
}

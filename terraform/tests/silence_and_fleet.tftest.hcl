# The functions beside the pipeline: the silence check and the statistics of the fleet.

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
    condition     = !contains(keys(aws_cloudwatch_metric_alarm.pipeline), "iot-silence-check-missing") && !contains(keys(aws_cloudwatch_metric_alarm.pipeline), "iot-silence-check-errors") && !strcontains(aws_cloudwatch_dashboard.pipeline.dashboard_body, "silence check")
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
    condition     = aws_lambda_event_source_mapping.fleet[0].event_source_arn == aws_kinesis_stream.telemetry[0].arn && aws_lambda_event_source_mapping.fleet[0].function_name == "arn:aws:lambda:us-east-1:123456789012:function:iot-fleet:live"
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

# What raises an alarm.

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
    condition = jsonencode(keys(aws_cloudwatch_metric_alarm.pipeline)) == jsonencode([
      "iot-alarm-deliveries-failed", "iot-alert-dead-letters-failed", "iot-alert-deliveries-failed", "iot-alert-dropped", "iot-alert-errors",
      "iot-alert-throttles", "iot-alert-unreadable", "iot-alert-without-anomaly", "iot-consumer-errors", "iot-consumer-slow", "iot-consumer-throttles",
      "iot-failed-alerts", "iot-failed-batches", "iot-fleet-errors", "iot-fleet-silent", "iot-iterator-age", "iot-quarantine",
      "iot-silence-check-errors", "iot-silence-check-missing", "iot-stream-unread", "iot-stream-writes-refused",
    ])
    error_message = "these alarms there are, besides the one on anomalies"
  }

  assert {
    condition     = alltrue([for name, alarm in aws_cloudwatch_metric_alarm.pipeline : alarm.alarm_name == name])
    error_message = "without a prefix, an alarm has the name that the runbook has"
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.pipeline["iot-silence-check-errors"].dimensions == tomap({ FunctionName = "iot-silence-check" }) && aws_cloudwatch_metric_alarm.pipeline["iot-silence-check-errors"].metric_name == "Errors"
    error_message = "a silence check that fails has to raise an alarm"
  }

  assert {
    condition = jsonencode([for name in ["alarm_name", "namespace", "metric_name", "dimensions", "statistic", "period", "evaluation_periods", "comparison_operator", "threshold", "treat_missing_data"] :
      aws_cloudwatch_metric_alarm.pipeline["iot-silence-check-missing"][name]
    ]) == jsonencode(["iot-silence-check-missing", "AWS/Lambda", "Invocations", { FunctionName = "iot-silence-check" }, "Sum", 60, 5, "LessThanThreshold", 1, "breaching"])
    error_message = "five minutes without a silence check have to raise an alarm; a minute without one has no data"
  }

  assert {
    condition = jsonencode([for name in ["alarm_name", "namespace", "metric_name", "dimensions", "statistic", "period", "evaluation_periods", "comparison_operator", "threshold", "treat_missing_data"] :
      aws_cloudwatch_metric_alarm.pipeline["iot-fleet-silent"][name]
    ]) == jsonencode(["iot-fleet-silent", "AWS/Kinesis", "IncomingRecords", { StreamName = "iot-telemetry-stream" }, "Sum", 60, 10, "LessThanThreshold", 1, "breaching"])
    error_message = "ten minutes without a record have to raise an alarm; a stream that nothing is put into has no data"
  }

  assert {
    condition = (
      aws_cloudwatch_metric_alarm.pipeline["iot-quarantine"].alarm_name == "iot-quarantine"
      && aws_cloudwatch_metric_alarm.pipeline["iot-quarantine"].namespace == "AWS/DynamoDB"
      && aws_cloudwatch_metric_alarm.pipeline["iot-quarantine"].metric_name == "SuccessfulRequestLatency"
      && aws_cloudwatch_metric_alarm.pipeline["iot-quarantine"].statistic == "SampleCount"
    )
    error_message = "the alarm of the quarantine has to count requests, which are the samples of their latency"
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.pipeline["iot-quarantine"].dimensions == tomap({ TableName = "iot-rejected-records", Operation = "BatchWriteItem" })
    error_message = "what the consumer writes has to raise the alarm of the quarantine, and not what a redrive deletes"
  }

  assert {
    condition = (
      aws_cloudwatch_metric_alarm.pipeline["iot-quarantine"].period == 300
      && aws_cloudwatch_metric_alarm.pipeline["iot-quarantine"].threshold == 0
      && aws_cloudwatch_metric_alarm.pipeline["iot-quarantine"].comparison_operator == "GreaterThanThreshold"
      && aws_cloudwatch_metric_alarm.pipeline["iot-quarantine"].treat_missing_data == "notBreaching"
    )
    error_message = "one quarantined record within five minutes has to raise the alarm, and silence is good"
  }

  assert {
    condition = alltrue([for name, alarm in { for name in ["iot-failed-batches", "iot-failed-alerts"] : name => aws_cloudwatch_metric_alarm.pipeline[name] } :
      alarm.dimensions == tomap({ QueueName = name }) && alarm.metric_name == "ApproximateNumberOfMessagesVisible" && alarm.threshold == 0
    ])
    error_message = "each queue's alarm has the queue's name, and goes off with its first message"
  }
}

run "a_silent_fleet_without_alarm" {
  command = plan

  variables {
    fleet_silence_alarm_in_minutes = 0
  }

  assert {
    condition     = !contains(keys(aws_cloudwatch_metric_alarm.pipeline), "iot-fleet-silent")
    error_message = "0 minutes are no alarm"
  }
}

run "what_is_lost_in_silence_raises_an_alarm" {
  command = plan

  variables {
    consumer_timeout_in_seconds = 30
    stream_retention_in_hours   = 48
  }

  assert {
    condition = jsonencode([for name in ["iot-stream-unread", "iot-stream-writes-refused", "iot-consumer-slow", "iot-alert-deliveries-failed", "iot-alarm-deliveries-failed"] :
      [for attribute in ["namespace", "metric_name", "dimensions", "statistic", "comparison_operator", "threshold", "treat_missing_data"] : aws_cloudwatch_metric_alarm.pipeline[name][attribute]]
      ]) == jsonencode([
      ["AWS/Kinesis", "GetRecords.IteratorAgeMilliseconds", { StreamName = "iot-telemetry-stream" }, "Maximum", "GreaterThanThreshold", 24 * 3600 * 1000, "breaching"],
      ["AWS/Kinesis", "WriteProvisionedThroughputExceeded", { StreamName = "iot-telemetry-stream" }, "Sum", "GreaterThanThreshold", 0, "notBreaching"],
      ["AWS/Lambda", "Duration", { FunctionName = "iot-consumer" }, "Maximum", "GreaterThanThreshold", 24000, "notBreaching"],
      ["AWS/SNS", "NumberOfNotificationsFailed", { TopicName = "iot-alerts" }, "Sum", "GreaterThanThreshold", 0, "notBreaching"],
      ["AWS/SNS", "NumberOfNotificationsFailed", { TopicName = "iot-alarms" }, "Sum", "GreaterThanThreshold", 0, "notBreaching"],
    ])
    error_message = "half of the retention unread, a refused record, 80 % of the time-out, a message that was not delivered"
  }

  assert {
    condition = jsonencode({ for name, filter in aws_cloudwatch_log_metric_filter.event :
      name => [filter.log_group_name, filter.pattern, filter.metric_transformation[0].namespace, filter.metric_transformation[0].name, aws_cloudwatch_metric_alarm.pipeline[name].namespace, aws_cloudwatch_metric_alarm.pipeline[name].metric_name]
      }) == jsonencode({
      iot-alert-unreadable      = ["/aws/lambda/iot-alert", "\"alert_rejected\"", "IoTPipeline/Log", "alert_rejected", "IoTPipeline/Log", "alert_rejected"]
      iot-alert-without-anomaly = ["/aws/lambda/iot-alert", "\"alert_without_anomaly\"", "IoTPipeline/Log", "alert_without_anomaly", "IoTPipeline/Log", "alert_without_anomaly"]
    })
    error_message = "what the alert function only logs has to be counted, and the count has to raise an alarm"
  }

  # The functions' log lines, as the code writes them. Where only this folder is, there is nothing to compare.
  assert {
    condition     = alltrue([for filter in aws_cloudwatch_log_metric_filter.event : strcontains(try(file("../alert-lambda/src/main/java/dev/iotpipeline/alert/AlertHandler.java"), filter.pattern), filter.pattern)])
    error_message = "the alert function has to write the lines that are counted"
  }
}

run "a_fleet_of_bad_devices_is_one_message" {
  command = plan

  assert {
    condition     = length(coalesce(aws_cloudwatch_metric_alarm.device_anomalies.alarm_actions, [])) + length(coalesce(aws_cloudwatch_metric_alarm.device_anomalies.ok_actions, [])) == 0
    error_message = "CloudWatch runs this alarm's actions for each device: up to 100 messages at once"
  }

  assert {
    condition     = aws_cloudwatch_composite_alarm.fleet_anomalies.alarm_rule == "ALARM(\"iot-device-anomalies\")" && aws_cloudwatch_composite_alarm.fleet_anomalies.alarm_name == "iot-fleet-anomalies"
    error_message = "one alarm has to speak for all devices"
  }
}

run "each_alarm_leads_to_its_runbook" {
  command = plan

  variables {
    name_prefix = "north-"
    runbook_url = "https://example.com/OPERATIONS.md"
  }

  assert {
    condition = alltrue([for description in concat(values(aws_cloudwatch_metric_alarm.pipeline)[*].alarm_description, [aws_cloudwatch_metric_alarm.device_anomalies.alarm_description, aws_cloudwatch_composite_alarm.fleet_anomalies.alarm_description]) :
      strcontains(file("../docs/OPERATIONS.md"), "\n### ${regex("https://example.com/OPERATIONS.md#([a-z-]+)$", description)[0]}\n")
    ])
    error_message = "each alarm's description has to end with the link to a section of docs/OPERATIONS.md that exists"
  }

  assert {
    condition     = alltrue([for section in regexall("\n### (iot-[a-z-]+)\n", file("../docs/OPERATIONS.md")) : contains(concat(keys(aws_cloudwatch_metric_alarm.pipeline), ["iot-fleet-anomalies"]), section[0])])
    error_message = "docs/OPERATIONS.md has a section for an alarm that does not exist"
  }
}

# What the dashboard shows.

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

locals {
  lambda_metric = { for name, function in merge({ consumer = module.consumer.name, alert = module.alert.name }, { for check in module.silence_check : "silence_check" => check.name }, { for fleet in module.fleet : "fleet" => fleet.name }) :
    name => { for metric in ["Invocations", "Errors", "Throttles", "Duration", "IteratorAge"] :
      metric => ["AWS/Lambda", metric, "FunctionName", function]
    }
  }

  # What the fleet's statistics write, for each time window. There is one point for each, whatever the number of shards.
  fleet_widgets = [for widget in [
    { title = "Fleet: temperature (°C)", metric = "Temperature", stats = ["Maximum", "p99", "p95", "p50", "Minimum"] },
    { title = "Fleet: humidity (%)", metric = "Humidity", stats = ["Maximum", "p99", "p95", "p50", "Minimum"] },
    { title = "Fleet: pressure (hPa)", metric = "Pressure", stats = ["Maximum", "p99", "p95", "p50", "Minimum"] },
    ] : {
    title   = widget.title
    period  = local.fleet_period
    metrics = [for stat in widget.stats : [local.fleet_namespace, widget.metric, { stat = stat, label = lower(stat) }]]
  }]

  fleet_counts = {
    title  = "Fleet: records of a time window"
    period = local.fleet_period
    metrics = concat(
      [for metric, label in { Readings = "readings", AnomalousReadings = "anomalous", RejectedRecords = "rejected", LateReadings = "late" } :
        [local.fleet_namespace, metric, { stat = "Sum", label = label }]
      ],
      [[local.fleet_namespace, "Devices", { stat = "Sum", label = "devices (estimate)", yAxis = "right" }]],
    )
  }

  # CloudWatch knows periods of whole minutes only.
  fleet_period = ceil(var.fleet_window_in_seconds / 60) * 60

  widgets = concat(var.fleet_statistics_enabled ? concat(local.fleet_widgets, [local.fleet_counts]) : [], [
    {
      title   = "Readings in"
      metrics = [["AWS/Kinesis", "IncomingRecords", "StreamName", local.stream.name, { stat = "Sum", label = "records" }]]
    },
    {
      title = "Readings stored"
      metrics = [
        ["AWS/DynamoDB", "ConsumedWriteCapacityUnits", "TableName", aws_dynamodb_table.readings.name, { stat = "Sum", label = "write units, one a reading" }],
      ]
    },
    {
      title   = "Iterator age (ms behind the stream)"
      metrics = [concat(local.lambda_metric.consumer.IteratorAge, [{ stat = "Maximum" }])]
    },
    {
      title = "Anomalies by device (top 20)"
      metrics = [[{
        expression = "SELECT SUM(AnomalyCount) FROM SCHEMA(\"${local.metric_namespace}\", DeviceId) GROUP BY DeviceId ORDER BY SUM() DESC LIMIT 20"
        period     = 300
      }]]
    },
    {
      title = "Errors and throttles"
      metrics = [for pair in setproduct([for name in keys(local.lambda_metric) : name if name != "alert"], ["Errors", "Throttles"]) :
        concat(local.lambda_metric[pair[0]][pair[1]], [{ stat = "Sum", label = "${replace(pair[0], "_", " ")} ${lower(pair[1])}" }])
      ]
    },
    {
      title = "Alerts"
      metrics = concat(
        [for metric in ["Invocations", "Errors", "Throttles"] :
          concat(local.lambda_metric.alert[metric], [{ stat = "Sum", label = lower(metric) }])
        ],
        [["AWS/SNS", "NumberOfMessagesPublished", "TopicName", local.alert_topic_name, { stat = "Sum", label = "notifications" }]],
      )
    },
    {
      title = "Given up"
      metrics = concat(
        [for label, queue in { "failed batches waiting" = aws_sqs_queue.failed_batches.name, "dead letters (alerts) waiting" = aws_sqs_queue.failed_alerts.name } :
          ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", queue, { stat = "Maximum", label = label }]
        ],
        [["AWS/DynamoDB", "SuccessfulRequestLatency", "TableName", aws_dynamodb_table.rejected.name, "Operation", "BatchWriteItem", { stat = "SampleCount", label = "writes to the quarantine, of up to 25 records" }]],
      )
    },
    {
      title = "Cost drivers: milliseconds of Lambda, write units, bytes into the stream"
      metrics = [
        concat(local.lambda_metric.consumer.Duration, [{ stat = "Sum", label = "consumer ms" }]),
        concat(local.lambda_metric.alert.Duration, [{ stat = "Sum", label = "alert ms" }]),
        ["AWS/DynamoDB", "ConsumedWriteCapacityUnits", "TableName", aws_dynamodb_table.fleet_statistics.name, { stat = "Sum", label = "write units, fleet statistics" }],
        ["AWS/DynamoDB", "ConsumedWriteCapacityUnits", "TableName", aws_dynamodb_table.readings.name, { stat = "Sum", label = "write units, readings" }],
        ["AWS/DynamoDB", "ConsumedWriteCapacityUnits", "TableName", aws_dynamodb_table.alerts.name, { stat = "Sum", label = "write units, alert ledger" }],
        ["AWS/DynamoDB", "ConsumedWriteCapacityUnits", "TableName", aws_dynamodb_table.rejected.name, { stat = "Sum", label = "write units, quarantine" }],
        ["AWS/DynamoDB", "ConsumedWriteCapacityUnits", "TableName", aws_dynamodb_table.shadows.name, { stat = "Sum", label = "write units, shadows" }],
        ["AWS/DynamoDB", "ConsumedWriteCapacityUnits", "TableName", aws_dynamodb_table.shadows.name, "GlobalSecondaryIndexName", one(aws_dynamodb_table.shadows.global_secondary_index).name, { stat = "Sum", label = "write units, index of the shadows" }],
        ["AWS/DynamoDB", "ConsumedWriteCapacityUnits", "TableName", aws_dynamodb_table.notices.name, { stat = "Sum", label = "write units, notices" }],
        ["AWS/Kinesis", "IncomingBytes", "StreamName", local.stream.name, { stat = "Sum", label = "bytes in", yAxis = "right" }],
      ]
    },
  ])
}

resource "aws_cloudwatch_dashboard" "pipeline" {
  dashboard_name = "${var.name_prefix}iot-pipeline"

  dashboard_body = jsonencode({
    widgets = [for index, widget in local.widgets : {
      type   = "metric"
      x      = (index % 2) * 12
      y      = floor(index / 2) * 6
      width  = 12
      height = 6
      properties = {
        title   = widget.title
        region  = local.region
        view    = "timeSeries"
        period  = try(widget.period, 60)
        metrics = widget.metrics
      }
    }]
  })
}

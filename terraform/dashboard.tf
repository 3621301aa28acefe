locals {
  lambda_metric = { for name, function in merge({ consumer = module.consumer.name, alert = module.alert.name }, { for check in module.silence_check : "silence_check" => check.name }) :
    name => { for metric in ["Invocations", "Errors", "Throttles", "Duration", "IteratorAge"] :
      metric => ["AWS/Lambda", metric, "FunctionName", function]
    }
  }

  widgets = [
    {
      title   = "Readings in"
      metrics = [["AWS/Kinesis", "IncomingRecords", "StreamName", aws_kinesis_stream.telemetry.name, { stat = "Sum", label = "records" }]]
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
        [["AWS/SNS", "NumberOfMessagesPublished", "TopicName", aws_sns_topic.alerts.name, { stat = "Sum", label = "notifications" }]],
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
        ["AWS/DynamoDB", "ConsumedWriteCapacityUnits", "TableName", aws_dynamodb_table.readings.name, { stat = "Sum", label = "write units, readings" }],
        ["AWS/DynamoDB", "ConsumedWriteCapacityUnits", "TableName", aws_dynamodb_table.alerts.name, { stat = "Sum", label = "write units, alert ledger" }],
        ["AWS/DynamoDB", "ConsumedWriteCapacityUnits", "TableName", aws_dynamodb_table.rejected.name, { stat = "Sum", label = "write units, quarantine" }],
        ["AWS/DynamoDB", "ConsumedWriteCapacityUnits", "TableName", aws_dynamodb_table.shadows.name, { stat = "Sum", label = "write units, shadows" }],
        ["AWS/DynamoDB", "ConsumedWriteCapacityUnits", "TableName", aws_dynamodb_table.shadows.name, "GlobalSecondaryIndexName", one(aws_dynamodb_table.shadows.global_secondary_index).name, { stat = "Sum", label = "write units, index of the shadows" }],
        ["AWS/DynamoDB", "ConsumedWriteCapacityUnits", "TableName", aws_dynamodb_table.notices.name, { stat = "Sum", label = "write units, notices" }],
        ["AWS/Kinesis", "IncomingBytes", "StreamName", aws_kinesis_stream.telemetry.name, { stat = "Sum", label = "bytes in", yAxis = "right" }],
      ]
    },
  ]
}

resource "aws_cloudwatch_dashboard" "pipeline" {
  dashboard_name = "iot-pipeline"

  dashboard_body = jsonencode({
    widgets = [for index, widget in local.widgets : {
      type   = "metric"
      x      = (index % 2) * 12
      y      = floor(index / 2) * 6
      width  = 12
      height = 6
      properties = {
        title   = widget.title
        region  = var.region
        view    = "timeSeries"
        period  = 60
        metrics = widget.metrics
      }
    }]
  })
}

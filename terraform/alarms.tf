# Each alarm's meaning and first steps are in docs/OPERATIONS.md, under its name.

locals {
  notify = [aws_sns_topic.alerts.arn]
}

# One alarm for the whole fleet: with GROUP BY, each device is a contributor of its own, and so is each new device.
resource "aws_cloudwatch_metric_alarm" "device_anomalies" {
  alarm_name          = "iot-device-anomalies"
  alarm_description   = "A device had more than ${var.anomalies_per_device_per_hour} anomalies within an hour."
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.anomalies_per_device_per_hour
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.notify
  ok_actions          = local.notify

  metric_query {
    id          = "anomalies"
    label       = "Anomalies by device"
    expression  = "SELECT SUM(AnomalyCount) FROM SCHEMA(\"${local.metric_namespace}\", DeviceId) GROUP BY DeviceId ORDER BY SUM() DESC"
    period      = 3600
    return_data = true
  }
}

resource "aws_cloudwatch_metric_alarm" "iterator_age" {
  alarm_name          = "iot-iterator-age"
  alarm_description   = "The consumer is more than ${var.iterator_age_alarm_in_seconds} s behind the stream: alerts come late."
  namespace           = "AWS/Lambda"
  metric_name         = "IteratorAge"
  dimensions          = { FunctionName = module.consumer.name }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.iterator_age_alarm_in_seconds * 1000
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.notify
  ok_actions          = local.notify
}

# These must never happen, so one within five minutes raises the alarm.
resource "aws_cloudwatch_metric_alarm" "function" {
  for_each = merge({
    "iot-consumer-errors"           = { function = module.consumer.name, metric = "Errors", text = "The consumer failed as a whole; its batch is tried again." }
    "iot-consumer-throttles"        = { function = module.consumer.name, metric = "Throttles", text = "The consumer was throttled; the stream waits." }
    "iot-alert-errors"              = { function = module.alert.name, metric = "Errors", text = "An alert could not be sent; it is tried again." }
    "iot-alert-throttles"           = { function = module.alert.name, metric = "Throttles", text = "Alerts are throttled and come late." }
    "iot-alert-dropped"             = { function = module.alert.name, metric = "AsyncEventsDropped", text = "An alert was given up; it is normally in the dead-letter queue." }
    "iot-alert-dead-letters-failed" = { function = module.alert.name, metric = "DeadLetterErrors", text = "An alert was given up and could not be put into the dead-letter queue." }
    }, local.silence_checked ? {
    "iot-silence-check-errors" = { function = module.silence_check[0].name, metric = "Errors", text = "A silence check failed; the next one is a minute later." }
    } : {}, var.fleet_statistics_enabled ? {
    "iot-fleet-errors" = { function = module.fleet[0].name, metric = "Errors", text = "The statistics of a time window could not be kept; Lambda tries ten times more." }
  } : {})

  alarm_name          = each.key
  alarm_description   = each.value.text
  namespace           = "AWS/Lambda"
  metric_name         = each.value.metric
  dimensions          = { FunctionName = each.value.function }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.notify
  ok_actions          = local.notify
}

# Who looks for silence must not be silent: without checks a device could stop, and nobody would know. Lambda counts nothing for a
# minute without a check, so missing data is bad here. The alarm is on for some minutes after its creation, until checks have been counted.
resource "aws_cloudwatch_metric_alarm" "silence_check_missing" {
  count = local.silence_checked ? 1 : 0

  alarm_name          = "iot-silence-check-missing"
  alarm_description   = "No silence check has run for five minutes: a device that stops is not noticed."
  namespace           = "AWS/Lambda"
  metric_name         = "Invocations"
  dimensions          = { FunctionName = module.silence_check[0].name }
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 5
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  treat_missing_data  = "breaching"
  alarm_actions       = local.notify
  ok_actions          = local.notify
}

# Each device that stops is a notice of its own. If all of them stop at once, the fault is between them and the stream, and one
# message says so. The stream's own metric tells it, whether or not the fleet's statistics are on. A stream that nothing is put into
# has no data, so missing data is bad here. The alarm is on from its creation until the first devices send.
resource "aws_cloudwatch_metric_alarm" "fleet_silent" {
  count = var.fleet_silence_alarm_in_minutes > 0 ? 1 : 0

  alarm_name          = "iot-fleet-silent"
  alarm_description   = "No reading has come from the whole fleet for ${var.fleet_silence_alarm_in_minutes} minutes."
  namespace           = "AWS/Kinesis"
  metric_name         = "IncomingRecords"
  dimensions          = { StreamName = aws_kinesis_stream.telemetry.name }
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = var.fleet_silence_alarm_in_minutes
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  treat_missing_data  = "breaching"
  alarm_actions       = local.notify
  ok_actions          = local.notify
}

# DynamoDB has no metric for items written. Each request that succeeded is a sample of the latency of its operation, and the alarm
# counts these samples. Only the consumer uses BatchWriteItem on this table. A redrive uses DeleteItem, so it raises no alarm.
# Write units would not do, because a DeleteItem consumes them too.
resource "aws_cloudwatch_metric_alarm" "quarantine" {
  alarm_name          = "iot-quarantine"
  alarm_description   = "Records were rejected and put into quarantine."
  namespace           = "AWS/DynamoDB"
  metric_name         = "SuccessfulRequestLatency"
  dimensions          = { TableName = aws_dynamodb_table.rejected.name, Operation = "BatchWriteItem" }
  statistic           = "SampleCount"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.notify
  ok_actions          = local.notify
}

# The tables have no alarms on throttles and errors. A refused call is tried again. If the retries fail too, the alarms on the
# iterator age, the failed batches or the alert function's errors go off.
resource "aws_cloudwatch_metric_alarm" "queue_not_empty" {
  for_each = {
    "iot-failed-batches" = { queue = aws_sqs_queue.failed_batches.name, text = "Batches were discarded; their records are in the stream until its retention ends." }
    "iot-failed-alerts"  = { queue = aws_sqs_queue.failed_alerts.name, text = "Alerts were given up and wait in the dead-letter queue." }
  }

  alarm_name          = each.key
  alarm_description   = each.value.text
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = each.value.queue }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.notify
  ok_actions          = local.notify
}

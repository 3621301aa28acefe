# Each alarm's meaning and first steps are in docs/OPERATIONS.md, under its name; its description ends with the link.

locals {
  # These must never happen, so one within five minutes raises the alarm.
  function_alarms = { for name, alarm in {
    "iot-consumer-errors"           = { function = module.consumer.name, metric = "Errors", text = "The consumer failed as a whole; its batch is tried again." }
    "iot-consumer-throttles"        = { function = module.consumer.name, metric = "Throttles", text = "The consumer was throttled; the stream waits." }
    "iot-alert-errors"              = { function = module.alert.name, metric = "Errors", text = "An alert could not be sent; it is tried again." }
    "iot-alert-throttles"           = { function = module.alert.name, metric = "Throttles", text = "Alerts are throttled and come late." }
    "iot-alert-dropped"             = { function = module.alert.name, metric = "AsyncEventsDropped", text = "An alert was given up; it is normally in the dead-letter queue." }
    "iot-alert-dead-letters-failed" = { function = module.alert.name, metric = "DeadLetterErrors", text = "An alert was given up and could not be put into the dead-letter queue." }
    "iot-silence-check-errors"      = { function = one(module.silence_check[*].name), metric = "Errors", text = "A silence check failed; the next one is a minute later." }
    "iot-fleet-errors"              = { function = one(module.fleet[*].name), metric = "Errors", text = "The statistics of a time window could not be kept; Lambda tries ten times more." }
    } : name => {
    text       = alarm.text
    namespace  = "AWS/Lambda"
    metric     = alarm.metric
    dimensions = { FunctionName = alarm.function }
  } if alarm.function != null }

  # The tables have no alarms on throttles and errors. A refused call is tried again. If the retries fail too, the alarms on the
  # iterator age, the failed batches or the alert function's errors go off.
  queue_alarms = { for name, alarm in {
    "iot-failed-batches" = { queue = aws_sqs_queue.failed_batches.name, text = "Batches were discarded; their records are in the stream until its retention ends." }
    "iot-failed-alerts"  = { queue = aws_sqs_queue.failed_alerts.name, text = "Alerts were given up and wait in the dead-letter queue." }
    } : name => {
    text       = alarm.text
    namespace  = "AWS/SQS"
    metric     = "ApproximateNumberOfMessagesVisible"
    dimensions = { QueueName = alarm.queue }
    statistic  = "Maximum"
  } }

  # A message that SNS could not hand over is gone, and no function knows of it.
  topic_alarms = { for name, alarm in {
    "iot-alert-deliveries-failed" = { topic = local.alert_topic_name, text = "SNS could not deliver an alert to one of its subscribers." }
    "iot-alarm-deliveries-failed" = { topic = local.alarm_topic_name, text = "SNS could not deliver an alarm to one of its subscribers; the others have it." }
    } : name => {
    text       = alarm.text
    namespace  = "AWS/SNS"
    metric     = "NumberOfNotificationsFailed"
    dimensions = { TopicName = alarm.topic }
  } }

  # What only the log tells.
  logged = {
    "iot-alert-without-anomaly" = { event = "alert_without_anomaly", text = "The alert function got a request that is no breach by its thresholds, and told nobody." }
    "iot-alert-unreadable"      = { event = "alert_rejected", text = "The alert function got a request that holds no valid reading." }
  }

  log_alarms = { for name, alarm in local.logged : name => {
    text       = alarm.text
    namespace  = local.log_namespace
    metric     = alarm.event
    dimensions = {}
  } }

  log_namespace = "${var.name_prefix}IoTPipeline/Log"

  other_alarms = { for name, alarm in {
    "iot-iterator-age" = {
      text       = "The consumer is more than ${var.iterator_age_alarm_in_seconds} s behind the stream: alerts come late."
      namespace  = "AWS/Lambda"
      metric     = "IteratorAge"
      dimensions = { FunctionName = module.consumer.name }
      statistic  = "Maximum"
      period     = 60
      periods    = 3
      threshold  = var.iterator_age_alarm_in_seconds * 1000
    }

    # Lambda tells an age only when it invokes. Kinesis tells one whenever somebody reads, so no data means that nobody does.
    "iot-stream-unread" = {
      text       = "The oldest record that is read is past half of the stream's retention, or nobody reads at all: records are about to be lost."
      namespace  = "AWS/Kinesis"
      metric     = "GetRecords.IteratorAgeMilliseconds"
      dimensions = { StreamName = local.stream.name }
      statistic  = "Maximum"
      periods    = 3
      threshold  = local.stream.retention_in_hours * 3600 * 1000 / 2
      missing    = "breaching"
    }

    "iot-stream-writes-refused" = {
      text       = "The stream refused records because a shard's limit was reached; a device that does not repeat them has lost them."
      namespace  = "AWS/Kinesis"
      metric     = "WriteProvisionedThroughputExceeded"
      dimensions = { StreamName = local.stream.name }
    }

    # Each device that stops is a notice of its own. If all of them stop at once, the fault is between them and the stream, and one
    # message says so. The stream's own metric tells it, whether or not the fleet's statistics are on. A stream that nothing is put into
    # has no data, so missing data is bad here. The alarm is on from its creation until the first devices send.
    "iot-fleet-silent" = {
      wanted     = var.fleet_silence_alarm_in_minutes > 0
      text       = "No reading has come from the whole fleet for ${var.fleet_silence_alarm_in_minutes} minutes."
      namespace  = "AWS/Kinesis"
      metric     = "IncomingRecords"
      dimensions = { StreamName = local.stream.name }
      period     = 60
      periods    = var.fleet_silence_alarm_in_minutes
      comparison = "LessThanThreshold"
      threshold  = 1
      missing    = "breaching"
    }

    # A call that times out is tried again from its first record, and does not get faster by that.
    "iot-consumer-slow" = {
      text       = "A call of the consumer took more than 80 % of its time-out of ${var.consumer_timeout_in_seconds} s."
      namespace  = "AWS/Lambda"
      metric     = "Duration"
      dimensions = { FunctionName = module.consumer.name }
      statistic  = "Maximum"
      threshold  = var.consumer_timeout_in_seconds * 800
    }

    # Who looks for silence must not be silent: without checks a device could stop, and nobody would know. Lambda counts nothing for a
    # minute without a check, so missing data is bad here. The alarm is on for some minutes after its creation, until checks have been counted.
    "iot-silence-check-missing" = {
      wanted     = local.silence_checked
      text       = "No silence check has run for five minutes: a device that stops is not noticed."
      namespace  = "AWS/Lambda"
      metric     = "Invocations"
      dimensions = { FunctionName = one(module.silence_check[*].name) }
      period     = 60
      periods    = 5
      comparison = "LessThanThreshold"
      threshold  = 1
      missing    = "breaching"
    }

    # DynamoDB has no metric for items written. Each request that succeeded is a sample of the latency of its operation, and the alarm
    # counts these samples. Only the consumer uses BatchWriteItem on this table. A redrive uses DeleteItem, so it raises no alarm.
    # Write units would not do, because a DeleteItem consumes them too.
    "iot-quarantine" = {
      text       = "Records were rejected and put into quarantine."
      namespace  = "AWS/DynamoDB"
      metric     = "SuccessfulRequestLatency"
      dimensions = { TableName = aws_dynamodb_table.rejected.name, Operation = "BatchWriteItem" }
      statistic  = "SampleCount"
    }
  } : name => alarm if try(alarm.wanted, true) }

  alarms = merge(local.function_alarms, local.queue_alarms, local.topic_alarms, local.log_alarms, local.other_alarms)
}

resource "aws_cloudwatch_log_metric_filter" "event" {
  for_each = local.logged

  name           = "${var.name_prefix}${each.key}"
  log_group_name = module.alert.log_group_name
  pattern        = "\"${each.value.event}\""

  metric_transformation {
    namespace = local.log_namespace
    name      = each.value.event
    value     = "1"
  }
}

# Unless an alarm says otherwise, it goes off when something has happened once within five minutes.
resource "aws_cloudwatch_metric_alarm" "pipeline" {
  for_each = local.alarms

  alarm_name          = "${var.name_prefix}${each.key}"
  alarm_description   = "${each.value.text} ${var.runbook_url}#${each.key}"
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = try(each.value.statistic, "Sum")
  period              = try(each.value.period, 300)
  evaluation_periods  = try(each.value.periods, 1)
  comparison_operator = try(each.value.comparison, "GreaterThanThreshold")
  threshold           = try(each.value.threshold, 0)
  treat_missing_data  = try(each.value.missing, "notBreaching")
  alarm_actions       = [local.alarm_topic_arn]
  ok_actions          = [local.alarm_topic_arn]
  tags                = local.tags
}

# One alarm for the whole fleet: with GROUP BY, each device is a contributor of its own, and so is each new device. CloudWatch runs an
# alarm's actions for each contributor: up to 100 messages at once, and SNS would suspend an e-mail subscription. So this alarm has no
# action, and the one below sends a single message for it.
resource "aws_cloudwatch_metric_alarm" "device_anomalies" {
  alarm_name          = "${var.name_prefix}iot-device-anomalies"
  alarm_description   = "Devices with more than ${var.anomalies_per_device_per_hour} anomalies within an hour: up to 100 of the 500 worst, of 10,000 at most. ${var.runbook_url}#iot-fleet-anomalies"
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.anomalies_per_device_per_hour
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  tags                = local.tags

  metric_query {
    id          = "anomalies"
    label       = "Anomalies by device"
    expression  = "SELECT SUM(AnomalyCount) FROM SCHEMA(\"${local.metric_namespace}\", DeviceId) GROUP BY DeviceId ORDER BY SUM() DESC"
    period      = 3600
    return_data = true
  }
}

resource "aws_cloudwatch_composite_alarm" "fleet_anomalies" {
  alarm_name        = "${var.name_prefix}iot-fleet-anomalies"
  alarm_description = "A device or more had more than ${var.anomalies_per_device_per_hour} anomalies within an hour; ${aws_cloudwatch_metric_alarm.device_anomalies.alarm_name} names them. ${var.runbook_url}#iot-fleet-anomalies"
  alarm_rule        = "ALARM(\"${aws_cloudwatch_metric_alarm.device_anomalies.alarm_name}\")"
  alarm_actions     = [local.alarm_topic_arn]
  ok_actions        = [local.alarm_topic_arn]
  tags              = local.tags
}

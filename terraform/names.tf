# The name of everything that has one, by which it is told from another pipeline's. A test sees that nothing is missing here.
output "names" {
  description = "Names of what this pipeline has made, by kind."
  value = {
    stream = compact(aws_kinesis_stream.telemetry[*].name)

    tables = [for table in [
      aws_dynamodb_table.readings, aws_dynamodb_table.rejected, aws_dynamodb_table.alerts, aws_dynamodb_table.shadows, aws_dynamodb_table.notices,
      aws_dynamodb_table.thresholds, aws_dynamodb_table.fleet_statistics,
    ] : table.name]

    # A function's name is also that of its role and, behind /aws/lambda/, of its log group.
    functions = concat([module.consumer.name, module.alert.name], module.silence_check[*].name, module.fleet[*].name)

    topics       = concat(aws_sns_topic.alerts[*].name, aws_sns_topic.alarms[*].name)
    queues       = [aws_sqs_queue.failed_batches.name, aws_sqs_queue.failed_alerts.name]
    keys         = aws_kms_alias.notifications[*].name
    policies     = [aws_iam_policy.producer.name, aws_iam_policy.redrive.name]
    schedules    = aws_cloudwatch_event_rule.silence_check[*].name
    log_filters  = values(aws_cloudwatch_log_metric_filter.event)[*].name
    namespaces   = [local.metric_namespace, local.fleet_namespace, local.log_namespace]
    alarms       = concat(values(aws_cloudwatch_metric_alarm.pipeline)[*].alarm_name, [aws_cloudwatch_metric_alarm.device_anomalies.alarm_name, aws_cloudwatch_composite_alarm.fleet_anomalies.alarm_name])
    auto_scaling = values(aws_appautoscaling_policy.readings)[*].name
    dashboards   = [aws_cloudwatch_dashboard.pipeline.dashboard_name]
  }
}

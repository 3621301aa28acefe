# `terraform destroy` of protected tables would take everything else away, and then stop at the tables. This goes first, because it
# depends on all the rest, and stops a destroy before anything is gone.
resource "terraform_data" "deletion_protection" {
  input = var.deletion_protection

  provisioner "local-exec" {
    when    = destroy
    command = self.input == true ? "echo The pipeline is protected: apply with deletion_protection=false first && exit 1" : "echo The pipeline is not protected"
  }

  depends_on = [
    aws_appautoscaling_policy.readings,
    aws_cloudwatch_composite_alarm.fleet_anomalies,
    aws_cloudwatch_dashboard.pipeline,
    aws_cloudwatch_event_target.silence_check,
    aws_cloudwatch_log_metric_filter.event,
    aws_cloudwatch_metric_alarm.pipeline,
    aws_dynamodb_table.thresholds,
    aws_iam_policy.producer,
    aws_iam_policy.redrive,
    aws_kms_alias.notifications,
    aws_lambda_event_source_mapping.fleet,
    aws_lambda_event_source_mapping.telemetry,
    aws_lambda_function_event_invoke_config.alert,
    aws_lambda_function_event_invoke_config.silence_check,
    aws_sns_topic_policy.alarms,
    aws_sns_topic_policy.alerts,
    aws_sns_topic_subscription.email,
    aws_sns_topic_subscription.oncall,
    aws_sns_topic_subscription.sms,
    aws_sqs_queue_policy.failed_alerts,
    aws_sqs_queue_policy.failed_batches,
  ]
}

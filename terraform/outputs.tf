output "name_prefix" {
  description = "What every name begins with; the runbook's commands ask for it."
  value       = var.name_prefix
}

output "stream_name" {
  description = "The stream that devices put their readings into."
  value       = local.stream.name
}

output "table_name" {
  description = "The table that holds the readings."
  value       = aws_dynamodb_table.readings.name
}

output "rejected_table_name" {
  description = "The quarantine: the table of rejected records."
  value       = aws_dynamodb_table.rejected.name
}

output "alerts_table_name" {
  description = "The ledger: the table of alerts that were sent."
  value       = aws_dynamodb_table.alerts.name
}

output "shadow_table_name" {
  description = "The table that holds what is known of each device."
  value       = aws_dynamodb_table.shadows.name
}

output "notices_table_name" {
  description = "The table of what people were told of a device."
  value       = aws_dynamodb_table.notices.name
}

output "thresholds_table_name" {
  description = "The table for thresholds of a device or a prefix."
  value       = aws_dynamodb_table.thresholds.name
}

output "fleet_table_name" {
  description = "The table of the fleet's statistics."
  value       = aws_dynamodb_table.fleet_statistics.name
}

output "alert_topic_arn" {
  description = "The topic of the alerts: what devices measure."
  value       = local.alert_topic_arn
}

output "alarm_topic_arn" {
  description = "The topic of the alarms: what is wrong with the pipeline."
  value       = local.alarm_topic_arn
}

output "still_to_confirm" {
  description = "Who gets nothing yet, because the subscription is not confirmed. `terraform refresh` asks again."
  value       = local.unconfirmed
}

output "consumer_function" {
  description = "The consumer, for `aws lambda` and `aws logs tail /aws/lambda/...`."
  value       = module.consumer.name
}

output "alert_function_live_arn" {
  description = "The alias to invoke for a test alert."
  value       = module.alert.live_arn
}

output "failed_batches_queue_url" {
  description = "The queue that names the batches that Lambda discarded."
  value       = aws_sqs_queue.failed_batches.url
}

output "failed_alerts_queue_url" {
  description = "The dead-letter queue of alerts that were given up."
  value       = aws_sqs_queue.failed_alerts.url
}

output "dashboard_url" {
  description = "The dashboard."
  value       = "https://${local.region}.console.aws.amazon.com/cloudwatch/home?region=${local.region}#dashboards/dashboard/${aws_cloudwatch_dashboard.pipeline.dashboard_name}"
}

output "simulator_command" {
  description = "Publishes from 25 simulated devices for a minute. Run it in the root of the repository."
  value       = "AWS_REGION=${local.region} java -jar simulator/target/simulator.jar --stream ${local.stream.name} --devices 25 --duration 1m"
}

# One output for each command, not a map of them: `terraform output -raw` prints strings only.
output "redrive_quarantine_command" {
  description = "Lists the records in quarantine; with --send, puts back those that are valid now. Run it in the root of the repository."
  value       = "${local.redrive} quarantine --table ${aws_dynamodb_table.rejected.name} --stream ${local.stream.name}"
}

output "redrive_batches_command" {
  description = "Lists the discarded batches; with --send, puts their records back. Run it in the root of the repository."
  value       = "${local.redrive} batches --queue ${aws_sqs_queue.failed_batches.name} --stream ${local.stream.name}"
}

output "redrive_alerts_command" {
  description = "Lists the alerts that were given up; with --send, sends them. Run it in the root of the repository."
  value       = "${local.redrive} alerts --queue ${aws_sqs_queue.failed_alerts.name} --function ${module.alert.name}:${module.alert.live_name}"
}

output "redrive_records_command" {
  description = "With --shard, --from and --to: lists these records of the stream; with --send, puts them back. Run it in the root of the repository."
  value       = "${local.redrive} records --stream ${local.stream.name}"
}

output "producer_policy_arn" {
  description = "The policy that a role or user needs to put readings into the stream."
  value       = aws_iam_policy.producer.arn
}

output "redrive_policy_arn" {
  description = "The policy that an operator's role needs for the redrive commands."
  value       = aws_iam_policy.redrive.arn
}

output "tags" {
  description = "The tags on every resource."
  value       = local.tags
}

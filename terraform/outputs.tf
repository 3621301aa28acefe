output "stream_name" {
  description = "The stream that devices put their readings into."
  value       = aws_kinesis_stream.telemetry.name
}

output "table_name" {
  description = "The table that holds the readings."
  value       = aws_dynamodb_table.readings.name
}

output "rejected_table_name" {
  description = "The table that holds what is no reading."
  value       = aws_dynamodb_table.rejected.name
}

output "alerts_table_name" {
  description = "The ledger of alerts that have been sent."
  value       = aws_dynamodb_table.alerts.name
}

output "topic_arn" {
  description = "The topic of alerts and alarms."
  value       = aws_sns_topic.alerts.arn
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
  description = "Where batches that were given up are listed."
  value       = aws_sqs_queue.failed_batches.url
}

output "failed_alerts_queue_url" {
  description = "Where alerts that were given up wait."
  value       = aws_sqs_queue.failed_alerts.url
}

output "dashboard_url" {
  description = "The dashboard."
  value       = "https://${var.region}.console.aws.amazon.com/cloudwatch/home?region=${var.region}#dashboards/dashboard/${aws_cloudwatch_dashboard.pipeline.dashboard_name}"
}

output "simulator_command" {
  description = "Publishes from 25 simulated devices for a minute; to be run in the root of the repository."
  value       = "AWS_REGION=${var.region} java -jar simulator/target/simulator.jar --stream ${aws_kinesis_stream.telemetry.name} --devices 25 --duration 1m"
}

output "redrive_commands" {
  description = "List what was given up; with --send they put it back. To be run in the root of the repository."
  value = {
    alerts     = "AWS_REGION=${var.region} java -jar redrive/target/redrive.jar alerts --queue ${aws_sqs_queue.failed_alerts.name} --function ${module.alert.name}:${module.alert.live_name}"
    batches    = "AWS_REGION=${var.region} java -jar redrive/target/redrive.jar batches --queue ${aws_sqs_queue.failed_batches.name} --stream ${aws_kinesis_stream.telemetry.name}"
    quarantine = "AWS_REGION=${var.region} java -jar redrive/target/redrive.jar quarantine --table ${aws_dynamodb_table.rejected.name} --stream ${aws_kinesis_stream.telemetry.name}"
  }
}

output "redrive_policy_arn" {
  description = "What a person needs to redrive, for their role."
  value       = aws_iam_policy.redrive.arn
}

output "tags" {
  description = "The tags on every resource."
  value       = local.tags
}

# An AWS that answers from memory, so that a plan needs no account.

mock_data "aws_caller_identity" {
  defaults = { account_id = "123456789012" }
}

mock_data "aws_region" {
  defaults = { id = "us-east-1", name = "us-east-1" }
}

mock_data "aws_partition" {
  defaults = { partition = "aws" }
}

mock_resource "aws_kinesis_stream" {
  defaults = { arn = "arn:aws:kinesis:us-east-1:123456789012:stream/iot-telemetry-stream" }
}

mock_resource "aws_dynamodb_table" {
  defaults = { arn = "arn:aws:dynamodb:us-east-1:123456789012:table/iot-sensor-readings" }
}

mock_resource "aws_sns_topic" {
  defaults = { arn = "arn:aws:sns:us-east-1:123456789012:iot-alerts" }
}

override_resource {
  target = aws_sns_topic.alarms
  values = { arn = "arn:aws:sns:us-east-1:123456789012:iot-alarms" }
}

mock_resource "aws_sqs_queue" {
  defaults = { arn = "arn:aws:sqs:us-east-1:123456789012:queue", id = "https://sqs.us-east-1.amazonaws.com/123456789012/queue" }
}

mock_resource "aws_kms_key" {
  defaults = { arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555", key_id = "11111111-2222-3333-4444-555555555555" }
}

mock_resource "aws_iam_role" {
  defaults = { arn = "arn:aws:iam::123456789012:role/role" }
}

mock_resource "aws_cloudwatch_log_group" {
  defaults = { arn = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/function" }
}

mock_resource "aws_lambda_function" {
  defaults = { arn = "arn:aws:lambda:us-east-1:123456789012:function:function", version = "1" }
}

mock_resource "aws_cloudwatch_event_rule" {
  defaults = { arn = "arn:aws:events:us-east-1:123456789012:rule/iot-silence-check" }
}

mock_resource "aws_lambda_alias" {
  defaults = { arn = "arn:aws:lambda:us-east-1:123456789012:function:function:live" }
}

# Of what there are several, each has an ARN of its own: otherwise a permission on the wrong one would pass.

override_resource {
  target = aws_dynamodb_table.rejected
  values = { arn = "arn:aws:dynamodb:us-east-1:123456789012:table/iot-rejected-records" }
}

override_resource {
  target = aws_dynamodb_table.alerts
  values = { arn = "arn:aws:dynamodb:us-east-1:123456789012:table/iot-alerts" }
}

override_resource {
  target = aws_dynamodb_table.shadows
  values = { arn = "arn:aws:dynamodb:us-east-1:123456789012:table/iot-device-shadows" }
}

override_resource {
  target = aws_dynamodb_table.notices
  values = { arn = "arn:aws:dynamodb:us-east-1:123456789012:table/iot-notices" }
}

override_resource {
  target = aws_dynamodb_table.thresholds
  values = { arn = "arn:aws:dynamodb:us-east-1:123456789012:table/iot-thresholds" }
}

override_resource {
  target = aws_dynamodb_table.fleet_statistics
  values = { arn = "arn:aws:dynamodb:us-east-1:123456789012:table/iot-fleet-statistics" }
}

override_resource {
  target = module.fleet[0].aws_lambda_alias.live
  values = { arn = "arn:aws:lambda:us-east-1:123456789012:function:iot-fleet:live" }
}

override_resource {
  target = aws_sqs_queue.failed_batches
  values = { arn = "arn:aws:sqs:us-east-1:123456789012:iot-failed-batches", id = "https://sqs.us-east-1.amazonaws.com/123456789012/iot-failed-batches" }
}

override_resource {
  target = aws_sqs_queue.failed_alerts
  values = { arn = "arn:aws:sqs:us-east-1:123456789012:iot-failed-alerts", id = "https://sqs.us-east-1.amazonaws.com/123456789012/iot-failed-alerts" }
}

override_resource {
  target = module.alert.aws_lambda_alias.live
  values = { arn = "arn:aws:lambda:us-east-1:123456789012:function:iot-alert:live" }
}

override_resource {
  target = module.silence_check[0].aws_lambda_alias.live
  values = { arn = "arn:aws:lambda:us-east-1:123456789012:function:iot-silence-check:live" }
}

mock_resource "aws_sns_topic_subscription" {
  defaults = { pending_confirmation = false }
}

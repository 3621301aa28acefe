# What the redrive tool may do. It runs with the credentials of the person who calls it: attach this policy to an operator's role.
#
# No permission on a key is needed. AWS's own keys encrypt the stream and the tables, and everybody who may use the service may use
# them. SQS's keys encrypt the queues. A customer-managed key on the stream would need kms:GenerateDataKey (to put) and kms:Decrypt
# (to get), here and for the consumer.
#
# If the description changes, Terraform replaces the policy, and every role has to be given it again.
resource "aws_iam_policy" "redrive" {
  name        = "iot-redrive"
  description = "Put back what the pipeline gave up: quarantined records, failed batches, failed alerts"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "TakeFromQueues"
        Effect   = "Allow"
        Action   = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"]
        Resource = [aws_sqs_queue.failed_alerts.arn, aws_sqs_queue.failed_batches.arn]
      },
      {
        Sid      = "TakeFromQuarantine"
        Effect   = "Allow"
        Action   = ["dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan"]
        Resource = aws_dynamodb_table.rejected.arn
      },
      {
        Sid      = "ReadAndWriteStream"
        Effect   = "Allow"
        Action   = ["kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:PutRecord"]
        Resource = aws_kinesis_stream.telemetry.arn
      },
      {
        Sid      = "SendAlerts"
        Effect   = "Allow"
        Action   = ["lambda:InvokeFunction"]
        Resource = module.alert.live_arn
      },
    ]
  })
}

locals {
  redrive = "AWS_REGION=${var.region} java -jar redrive/target/redrive.jar"
}

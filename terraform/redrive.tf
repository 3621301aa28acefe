# What the redrive tool may do. It runs with the credentials of the person who calls it: attach this policy to an operator's role.
#
# No permission on a key is needed, unless somebody's own key encrypts an existing stream. AWS's own keys encrypt the stream and the
# tables, and everybody who may use the service may use them. SQS's keys encrypt the queues.
#
# If the description changes, Terraform replaces the policy, and every role has to be given it again.
resource "aws_iam_policy" "redrive" {
  name        = "${var.name_prefix}iot-redrive"
  tags        = local.tags
  description = "Put back what the pipeline gave up: quarantined records, failed batches, failed alerts"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([
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
        Resource = local.stream.arn
      },
      {
        Sid      = "SendAlerts"
        Effect   = "Allow"
        Action   = ["lambda:InvokeFunction"]
        Resource = module.alert.live_arn
      },
    ], local.decrypt_stream, local.encrypt_stream)
  })
}

locals {
  redrive = "AWS_REGION=${local.region} java -jar redrive/target/redrive.jar"
}

# What redrive.jar does, it does with the credentials of who runs it. This policy is for their role, and is attached to nobody.
resource "aws_iam_policy" "redrive" {
  name        = "iot-redrive"
  description = "Put back dead letters and quarantined records of the IoT pipeline."

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "TakeDeadLetters"
        Effect = "Allow"
        Action = [
          "sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage",
        ]
        Resource = [aws_sqs_queue.failed_alerts.arn, aws_sqs_queue.failed_batches.arn]
      },
      {
        Sid      = "SendAlertsAgain"
        Effect   = "Allow"
        Action   = ["lambda:InvokeFunction"]
        Resource = module.alert.live_arn
      },
      {
        Sid      = "PutRecordsBack"
        Effect   = "Allow"
        Action   = ["kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:PutRecord"]
        Resource = aws_kinesis_stream.telemetry.arn
      },
      {
        Sid      = "TakeFromQuarantine"
        Effect   = "Allow"
        Action   = ["dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan"]
        Resource = aws_dynamodb_table.rejected.arn
      },
    ]
  })
}

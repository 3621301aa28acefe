resource "aws_kinesis_stream" "telemetry" {
  name             = var.stream_name
  shard_count      = var.stream_on_demand ? null : var.shard_count
  retention_period = var.stream_retention_in_hours

  # Kinesis's own key: with it, devices need no permission on a key.
  encryption_type = "KMS"
  kms_key_id      = "alias/aws/kinesis"

  stream_mode_details {
    stream_mode = var.stream_on_demand ? "ON_DEMAND" : "PROVISIONED"
  }
}

locals {
  # What Lambda needs of a function's role to read the stream for it.
  read_stream = {
    Sid    = "ReadStream"
    Effect = "Allow"
    Action = [
      "kinesis:DescribeStream", "kinesis:DescribeStreamSummary", "kinesis:GetRecords", "kinesis:GetShardIterator",
      "kinesis:ListShards",
    ]
    Resource = aws_kinesis_stream.telemetry.arn
  }
}

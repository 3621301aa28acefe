resource "aws_kinesis_stream" "telemetry" {
  count = var.existing_stream_name == null ? 1 : 0

  name             = "${var.name_prefix}${var.stream_name}"
  shard_count      = var.stream_on_demand ? null : var.shard_count
  retention_period = var.stream_retention_in_hours
  tags             = local.tags

  # Kinesis's own key: with it, devices need no permission on a key.
  encryption_type = "KMS"
  kms_key_id      = "alias/aws/kinesis"

  stream_mode_details {
    stream_mode = var.stream_on_demand ? "ON_DEMAND" : "PROVISIONED"
  }
}

data "aws_kinesis_stream" "existing" {
  count = var.existing_stream_name == null ? 0 : 1

  name = var.existing_stream_name
}

locals {
  stream = one([for stream in concat(aws_kinesis_stream.telemetry, data.aws_kinesis_stream.existing) : {
    name               = stream.name
    arn                = stream.arn
    retention_in_hours = stream.retention_period
  }])

  # What Lambda needs of a function's role to read the stream for it.
  read_stream = concat([
    {
      Sid    = "ReadStream"
      Effect = "Allow"
      Action = [
        "kinesis:DescribeStream", "kinesis:DescribeStreamSummary", "kinesis:GetRecords", "kinesis:GetShardIterator",
        "kinesis:ListShards",
      ]
      Resource = local.stream.arn
    },
  ], local.decrypt_stream)

  # Everybody who may use a stream may use Kinesis's own key. A customer-managed key needs permissions of its own.
  decrypt_stream = [for key in compact([var.existing_stream_key_arn]) : {
    Sid      = "DecryptStream"
    Effect   = "Allow"
    Action   = ["kms:Decrypt"]
    Resource = key
  }]

  encrypt_stream = [for key in compact([var.existing_stream_key_arn]) : {
    Sid      = "EncryptStream"
    Effect   = "Allow"
    Action   = ["kms:GenerateDataKey"]
    Resource = key
  }]
}

# What whoever sends readings may do: a gateway, a rule of AWS IoT Core, the simulator.
resource "aws_iam_policy" "producer" {
  name        = "${var.name_prefix}iot-producer"
  description = "Put readings into the stream"
  tags        = local.tags

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([
      {
        Sid      = "PutReadings"
        Effect   = "Allow"
        Action   = ["kinesis:DescribeStreamSummary", "kinesis:PutRecord"]
        Resource = local.stream.arn
      },
    ], local.encrypt_stream)
  })
}

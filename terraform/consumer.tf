module "consumer" {
  source = "./modules/java-function"

  name                 = "iot-consumer"
  description          = "Takes records from Kinesis, validates them, writes readings to DynamoDB, requests alerts"
  handler              = "dev.iotpipeline.consumer.KinesisConsumerHandler::handleRequest"
  jar                  = var.consumer_jar
  settings             = local.function_settings
  memory_in_mb         = var.consumer_memory_in_mb
  timeout_in_seconds   = var.consumer_timeout_in_seconds
  reserved_concurrency = var.consumer_reserved_concurrency

  environment = merge(local.thresholds, {
    DYNAMODB_TABLE_NAME    = aws_dynamodb_table.readings.name
    ALERT_FUNCTION_NAME    = module.alert.live_arn
    READING_RETENTION_DAYS = tostring(var.reading_retention_in_days)
    }, var.quarantine_enabled ? {
    REJECTED_TABLE_NAME     = aws_dynamodb_table.rejected.name
    REJECTED_RETENTION_DAYS = tostring(var.rejected_retention_in_days)
    } : {}, var.shadows_enabled ? {
    SHADOW_TABLE_NAME             = aws_dynamodb_table.shadows.name
    THRESHOLDS_TABLE_NAME         = aws_dynamodb_table.thresholds.name
    TEMP_RISE_THRESHOLD           = tostring(var.temperature_rise_threshold)
    TEMP_RISE_WINDOW_SECONDS      = tostring(var.temperature_rise_window_in_seconds)
    NOTIFICATION_COOLDOWN_SECONDS = tostring(var.notification_cooldown_in_seconds)
    HYSTERESIS                    = tostring(var.hysteresis)
    CONSECUTIVE_BREACHES          = tostring(var.consecutive_breaches)
    DIGEST_SECONDS                = tostring(var.digest_in_seconds)
    SILENCE_SECONDS               = tostring(var.silence_in_seconds)
  } : {})

  permissions = [for statement in concat(local.read_stream, [
    {
      Sid      = "WriteReadings"
      Effect   = "Allow"
      Action   = ["dynamodb:BatchWriteItem"]
      Resource = aws_dynamodb_table.readings.arn
    },
    {
      Sid      = "QuarantineRecords"
      Effect   = "Allow"
      Action   = ["dynamodb:BatchWriteItem"]
      Resource = aws_dynamodb_table.rejected.arn
    },
    {
      # A batch of PartiQL statements needs the permission of each statement, and none of its own.
      Sid      = "KeepShadows"
      Effect   = "Allow"
      Action   = ["dynamodb:BatchGetItem", "dynamodb:PartiQLInsert", "dynamodb:PartiQLUpdate"]
      Resource = aws_dynamodb_table.shadows.arn
    },
    {
      Sid      = "ReadThresholds"
      Effect   = "Allow"
      Action   = ["dynamodb:Scan"]
      Resource = aws_dynamodb_table.thresholds.arn
    },
    {
      Sid      = "AskForAlerts"
      Effect   = "Allow"
      Action   = ["lambda:InvokeFunction"]
      Resource = module.alert.live_arn
    },
    {
      Sid      = "ReportFailedBatches"
      Effect   = "Allow"
      Action   = ["sqs:SendMessage"]
      Resource = aws_sqs_queue.failed_batches.arn
    },
    ]) : statement if(var.quarantine_enabled || statement.Sid != "QuarantineRecords")
    && (var.shadows_enabled || !contains(["KeepShadows", "ReadThresholds"], statement.Sid))
  ]
}

locals {
  thresholds = {
    TEMP_THRESHOLD          = tostring(var.temperature_threshold)
    HUMIDITY_HIGH_THRESHOLD = tostring(var.humidity_high_threshold)
    HUMIDITY_LOW_THRESHOLD  = tostring(var.humidity_low_threshold)
  }
}

resource "aws_lambda_event_source_mapping" "telemetry" {
  event_source_arn = local.stream.arn
  # The alias, not the function: SnapStart and roll-back need a published version.
  function_name                      = module.consumer.live_arn
  starting_position                  = var.starting_position
  batch_size                         = var.batch_size
  maximum_batching_window_in_seconds = var.maximum_batching_window_in_seconds
  parallelization_factor             = var.parallelization_factor
  bisect_batch_on_function_error     = var.bisect_batch_on_function_error
  maximum_retry_attempts             = var.maximum_retry_attempts
  maximum_record_age_in_seconds      = var.maximum_record_age_in_seconds
  function_response_types            = ["ReportBatchItemFailures"]
  tags                               = local.tags

  destination_config {
    on_failure {
      destination_arn = aws_sqs_queue.failed_batches.arn
    }
  }

  lifecycle {
    precondition {
      condition     = var.maximum_record_age_in_seconds < local.stream.retention_in_hours * 3600
      error_message = "maximum_record_age_in_seconds has to be less than the stream's retention, which is ${local.stream.retention_in_hours} hours: records that leave the stream before they are given up are in no batch that somebody could put back."
    }
  }
}

# When Lambda discards a batch, it sends the shard and the first and last sequence number to this queue. The records
# themselves stay in the stream for stream_retention_in_hours.
resource "aws_sqs_queue" "failed_batches" {
  name                      = "${var.name_prefix}iot-failed-batches"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = true
  tags                      = local.tags
}

resource "aws_sqs_queue_policy" "failed_batches" {
  queue_url = aws_sqs_queue.failed_batches.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefuseWithoutTls"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.failed_batches.arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}

module "alert" {
  source = "./modules/java-function"

  name                 = "iot-alert"
  description          = "Takes an alert request, sends a notification and a metric value"
  handler              = "dev.iotpipeline.alert.AlertHandler::handleRequest"
  jar                  = var.alert_jar
  settings             = local.function_settings
  memory_in_mb         = var.alert_memory_in_mb
  timeout_in_seconds   = var.alert_timeout_in_seconds
  reserved_concurrency = var.alert_reserved_concurrency
  dead_letter_arn      = aws_sqs_queue.failed_alerts.arn

  environment = merge(local.thresholds, {
    SNS_TOPIC_ARN = local.alert_topic_arn
    }, var.ledger_enabled ? {
    ALERTS_TABLE_NAME = aws_dynamodb_table.alerts.name
    } : {}, var.shadows_enabled ? {
    NOTICES_TABLE_NAME = aws_dynamodb_table.notices.name
    } : {}, var.ledger_enabled || var.shadows_enabled ? {
    ALERTS_RETENTION_DAYS = tostring(var.alerts_retention_in_days)
    } : {}, var.name_prefix != "" ? {
    ALERT_METRIC_NAMESPACE = local.metric_namespace
  } : {})

  permissions = [for statement in [
    {
      Sid      = "KeepLedger"
      Effect   = "Allow"
      Action   = ["dynamodb:UpdateItem"]
      Resource = aws_dynamodb_table.alerts.arn
    },
    {
      Sid      = "KeepNotices"
      Effect   = "Allow"
      Action   = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"]
      Resource = aws_dynamodb_table.notices.arn
    },
    {
      Sid      = "Notify"
      Effect   = "Allow"
      Action   = ["sns:Publish"]
      Resource = local.alert_topic_arn
    },
    {
      Sid      = "EncryptNotifications"
      Effect   = "Allow"
      Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource = local.topic_key_arn
    },
    {
      # This action has no resources to name. The condition narrows it to one namespace.
      Sid       = "CountAnomalies"
      Effect    = "Allow"
      Action    = ["cloudwatch:PutMetricData"]
      Resource  = "*"
      Condition = { StringEquals = { "cloudwatch:namespace" = local.metric_namespace } }
    },
    {
      Sid      = "KeepFailedAlerts"
      Effect   = "Allow"
      Action   = ["sqs:SendMessage"]
      Resource = aws_sqs_queue.failed_alerts.arn
    },
    ] : statement if(var.ledger_enabled || statement.Sid != "KeepLedger")
    && (var.shadows_enabled || statement.Sid != "KeepNotices")
    && (local.new_key || var.existing_key_arn != null || statement.Sid != "EncryptNotifications")
  ]
}

locals {
  metric_namespace = "${var.name_prefix}IoTPipeline/Alerts"
}

# The retries are set on the alias, because the consumer invokes the alias.
resource "aws_lambda_function_event_invoke_config" "alert" {
  function_name                = module.alert.name
  qualifier                    = module.alert.live_name
  maximum_retry_attempts       = var.alert_maximum_retry_attempts
  maximum_event_age_in_seconds = 21600
}

# The dead-letter queue: holds the alert request of each alert that could not be sent. alerts_retention_in_days has to be longer than
# this retention.
resource "aws_sqs_queue" "failed_alerts" {
  name                      = "${var.name_prefix}iot-failed-alerts"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = true
  tags                      = local.tags
}

resource "aws_sqs_queue_policy" "failed_alerts" {
  queue_url = aws_sqs_queue.failed_alerts.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefuseWithoutTls"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.failed_alerts.arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}

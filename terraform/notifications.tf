resource "aws_sns_topic" "alerts" {
  name              = "iot-alerts"
  kms_master_key_id = aws_kms_key.notifications.arn
}

resource "aws_sns_topic_policy" "alerts" {
  arn = aws_sns_topic.alerts.arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefuseWithoutTls"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.alerts.arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        Sid       = "NotifyFromAlarms"
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.alerts.arn
        Condition = { StringEquals = { "aws:SourceAccount" = local.account_id } }
      },
    ]
  })
}

resource "aws_sns_topic_subscription" "email" {
  for_each = toset(var.alert_emails)

  topic_arn     = aws_sns_topic.alerts.arn
  protocol      = "email"
  endpoint      = each.value
  filter_policy = length(var.email_filter_policy) == 0 ? null : jsonencode(var.email_filter_policy)
}

resource "aws_sns_topic_subscription" "sms" {
  for_each = toset(var.alert_phone_numbers)

  topic_arn     = aws_sns_topic.alerts.arn
  protocol      = "sms"
  endpoint      = each.value
  filter_policy = length(var.sms_filter_policy) == 0 ? null : jsonencode(var.sms_filter_policy)
}

# Two topics. Alerts say what devices measure, and people filter them. Alarms say what is wrong with the pipeline: CloudWatch's messages
# carry no attributes, so a filter would drop every one. A storm of alerts that makes SNS suspend a subscription leaves the alarms alone.

resource "aws_sns_topic" "alerts" {
  count = var.existing_alert_topic_arn == null ? 1 : 0

  name              = "${var.name_prefix}iot-alerts"
  kms_master_key_id = local.topic_key_arn
  tags              = local.tags
}

resource "aws_sns_topic" "alarms" {
  count = var.existing_alarm_topic_arn == null ? 1 : 0

  name              = "${var.name_prefix}iot-alarms"
  kms_master_key_id = local.topic_key_arn
  tags              = local.tags
}

locals {
  alert_topic_arn = coalesce(one(aws_sns_topic.alerts[*].arn), var.existing_alert_topic_arn)
  alarm_topic_arn = coalesce(one(aws_sns_topic.alarms[*].arn), var.existing_alarm_topic_arn)

  # The last part of a topic's ARN, by which CloudWatch knows it.
  alert_topic_name = element(split(":", local.alert_topic_arn), 5)
  alarm_topic_name = element(split(":", local.alarm_topic_arn), 5)

  oncall_https = nonsensitive(keys(var.oncall_https_endpoints))

  # Who gets the alarms, and how.
  oncall = merge(
    { for address in var.oncall_emails : address => "email" },
    { for number in var.oncall_phone_numbers : number => "sms" },
    { for name in local.oncall_https : name => "https" },
  )

  unconfirmed = sort(concat(
    [for address, subscription in aws_sns_topic_subscription.email : "${address} (alerts)" if subscription.pending_confirmation],
    [for name, subscription in aws_sns_topic_subscription.oncall : "${name} (alarms)" if subscription.pending_confirmation],
  ))
}

resource "aws_sns_topic_policy" "alerts" {
  count = length(aws_sns_topic.alerts)

  arn = local.alert_topic_arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefuseWithoutTls"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sns:Publish"
        Resource  = local.alert_topic_arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}

resource "aws_sns_topic_policy" "alarms" {
  count = length(aws_sns_topic.alarms)

  arn = local.alarm_topic_arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RefuseWithoutTls"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sns:Publish"
        Resource  = local.alarm_topic_arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        Sid       = "NotifyFromAlarms"
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = local.alarm_topic_arn
        Condition = { StringEquals = { "aws:SourceAccount" = local.account_id } }
      },
    ]
  })
}

resource "aws_sns_topic_subscription" "email" {
  for_each = toset(var.alert_emails)

  topic_arn     = local.alert_topic_arn
  protocol      = "email"
  endpoint      = each.value
  filter_policy = length(var.email_filter_policy) == 0 ? null : jsonencode(var.email_filter_policy)
}

resource "aws_sns_topic_subscription" "sms" {
  for_each = toset(var.alert_phone_numbers)

  topic_arn     = local.alert_topic_arn
  protocol      = "sms"
  endpoint      = each.value
  filter_policy = length(var.sms_filter_policy) == 0 ? null : jsonencode(var.sms_filter_policy)
}

# Without a filter: see above.
resource "aws_sns_topic_subscription" "oncall" {
  for_each = local.oncall

  topic_arn              = local.alarm_topic_arn
  protocol               = each.value
  endpoint               = each.value == "https" ? var.oncall_https_endpoints[each.key] : each.key
  endpoint_auto_confirms = each.value == "https"
}

check "somebody_gets_the_alarms" {
  assert {
    condition     = length(aws_sns_topic.alarms) == 0 || length(local.oncall) > 0
    error_message = "Nobody gets the alarms: if the pipeline fails, it fails in silence. Set oncall_emails, oncall_phone_numbers or oncall_https_endpoints."
  }
}

check "somebody_gets_the_alerts" {
  assert {
    condition     = length(aws_sns_topic.alerts) == 0 || length(var.alert_emails) + length(var.alert_phone_numbers) > 0
    error_message = "Nobody gets the alerts, unless somebody has subscribed to the topic by other means. Set alert_emails or alert_phone_numbers."
  }
}

check "everybody_has_confirmed" {
  assert {
    condition     = length(local.unconfirmed) == 0
    error_message = "These get nothing until they follow the link in the message \"AWS Notification - Subscription Confirmation\": ${join(", ", local.unconfirmed)}."
  }
}

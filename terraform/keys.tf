locals {
  # Who brings both topics needs no key of ours.
  new_key = var.existing_key_arn == null && (var.existing_alert_topic_arn == null || var.existing_alarm_topic_arn == null)

  # The key of the topics; null: the topics are somebody else's, and have no customer-managed key.
  topic_key_arn = local.new_key ? aws_kms_key.notifications[0].arn : var.existing_key_arn
}

# The topics need our own key: the policy of AWS's key for SNS does not let CloudWatch use it, so alarms could not notify.
resource "aws_kms_key" "notifications" {
  count = local.new_key ? 1 : 0

  description             = "Encrypts the topics of alerts and alarms"
  tags                    = local.tags
  enable_key_rotation     = true
  deletion_window_in_days = 7

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        # In a key policy the resource "*" is this key. Without this statement nobody could administer it.
        Sid       = "AdministerByAccount"
        Effect    = "Allow"
        Principal = { AWS = "arn:${local.partition}:iam::${local.account_id}:root" }
        Action = [
          "kms:CancelKeyDeletion", "kms:CreateAlias", "kms:CreateGrant", "kms:Decrypt", "kms:DeleteAlias",
          "kms:DescribeKey", "kms:DisableKey", "kms:DisableKeyRotation", "kms:EnableKey", "kms:EnableKeyRotation",
          "kms:Encrypt", "kms:GenerateDataKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListAliases",
          "kms:ListGrants", "kms:ListKeyPolicies", "kms:ListResourceTags", "kms:PutKeyPolicy", "kms:RevokeGrant",
          "kms:ScheduleKeyDeletion", "kms:TagResource", "kms:UntagResource", "kms:UpdateAlias",
          "kms:UpdateKeyDescription",
        ]
        Resource = "*"
      },
      {
        Sid       = "NotifyFromAlarms"
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*"
        Condition = { StringEquals = { "aws:SourceAccount" = local.account_id } }
      },
    ]
  })
}

resource "aws_kms_alias" "notifications" {
  count = local.new_key ? 1 : 0

  name          = "alias/${var.name_prefix}iot-pipeline-notifications"
  target_key_id = aws_kms_key.notifications[0].key_id
}

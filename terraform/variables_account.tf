# What an account has already, and what it demands --------------------------------------------------------------------

variable "name_prefix" {
  description = "Begins the name of everything, so that several pipelines fit into one account; for example \"north-\". Empty: the article's names."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^([a-z][a-z0-9-]{0,22}-)?$", var.name_prefix))
    error_message = "name_prefix has to be empty, or to have up to 24 lower-case letters, digits and dashes, the last of them a dash: a role's name has 64 at most."
  }
}

variable "tags" {
  description = "Tags for every resource, besides Project and ManagedBy, and besides the provider's default_tags."
  type        = map(string)
  default     = {}
}

variable "permissions_boundary_arn" {
  description = "Policy that bounds the functions' roles; null: none."
  type        = string
  default     = null

  validation {
    condition     = var.permissions_boundary_arn == null || can(regex("^arn:[a-z-]+:iam::([0-9]{12}|aws):policy/", var.permissions_boundary_arn))
    error_message = "permissions_boundary_arn has to be the ARN of an IAM policy."
  }
}

variable "deletion_protection" {
  description = "Whether the tables are protected from deletion, and the pipeline with them. To destroy: terraform apply with false, then terraform destroy."
  type        = bool
  default     = true
}

variable "existing_stream_name" {
  description = "A Kinesis data stream of this account and region to read from in place of a new one; null: a new one. Its mode, shards and retention stay as they are."
  type        = string
  default     = null

  validation {
    condition     = var.existing_stream_name == null || can(regex("^[a-zA-Z0-9_.-]{1,128}$", var.existing_stream_name))
    error_message = "existing_stream_name has to have 1 to 128 letters, digits, dots, dashes or underscores."
  }
}

variable "existing_stream_key_arn" {
  description = "The customer-managed key that encrypts the existing stream; null: Kinesis's own key, or none. The key's policy has to leave its use to IAM."
  type        = string
  default     = null

  validation {
    condition     = var.existing_stream_key_arn == null || (var.existing_stream_name != null && can(regex("^arn:[a-z-]+:kms:.+:key/", var.existing_stream_key_arn)))
    error_message = "existing_stream_key_arn has to be the ARN of a key, not of an alias, and needs existing_stream_name."
  }
}

variable "existing_alert_topic_arn" {
  description = "An SNS topic for the alerts in place of a new one; null: a new one. Its subscriptions are somebody else's."
  type        = string
  default     = null

  validation {
    condition     = var.existing_alert_topic_arn == null || (can(regex("^arn:[a-z-]+:sns:", var.existing_alert_topic_arn)) && length(var.alert_emails) + length(var.alert_phone_numbers) == 0)
    error_message = "existing_alert_topic_arn has to be the ARN of an SNS topic, and alert_emails and alert_phone_numbers have to be empty: subscribe where the topic is managed."
  }
}

variable "existing_alarm_topic_arn" {
  description = "An SNS topic for the alarms in place of a new one; null: a new one. Its policy has to let cloudwatch.amazonaws.com publish, and no subscription may have a filter."
  type        = string
  default     = null

  validation {
    condition     = var.existing_alarm_topic_arn == null || (can(regex("^arn:[a-z-]+:sns:", var.existing_alarm_topic_arn)) && length(var.oncall_emails) + length(var.oncall_phone_numbers) + length(var.oncall_https_endpoints) == 0)
    error_message = "existing_alarm_topic_arn has to be the ARN of an SNS topic, and oncall_emails, oncall_phone_numbers and oncall_https_endpoints have to be empty: subscribe where the topic is managed."
  }

  validation {
    condition     = var.existing_alarm_topic_arn == null || var.existing_alarm_topic_arn != var.existing_alert_topic_arn
    error_message = "existing_alarm_topic_arn has to differ from existing_alert_topic_arn: a filter on the alerts would drop every alarm."
  }
}

variable "existing_key_arn" {
  description = "A customer-managed key for the topics in place of a new one; null: a new one. Its policy has to let cloudwatch.amazonaws.com use it (kms:Decrypt, kms:GenerateDataKey), and to leave the rest to IAM."
  type        = string
  default     = null

  validation {
    condition     = var.existing_key_arn == null || can(regex("^arn:[a-z-]+:kms:.+:key/", var.existing_key_arn))
    error_message = "existing_key_arn has to be the ARN of a key, not of an alias."
  }
}

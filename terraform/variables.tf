# Names ----------------------------------------------------------------------------------------------------------------

variable "stream_name" {
  description = "Name of the Kinesis data stream."
  type        = string
  default     = "iot-telemetry-stream"

  validation {
    condition     = can(regex("^[a-zA-Z0-9_.-]{1,128}$", var.stream_name))
    error_message = "stream_name has to have 1 to 128 letters, digits, dots, dashes or underscores."
  }
}

variable "table_name" {
  description = "Name of the DynamoDB table of readings."
  type        = string
  default     = "iot-sensor-readings"

  validation {
    condition     = can(regex("^[a-zA-Z0-9_.-]{3,255}$", var.table_name))
    error_message = "table_name has to have 3 to 255 letters, digits, dots, dashes or underscores."
  }

  validation {
    condition     = length(distinct([var.table_name, var.rejected_table_name, var.alerts_table_name, var.shadow_table_name, var.notices_table_name, var.thresholds_table_name, var.fleet_table_name])) == 7
    error_message = "table_name and the names of the other six tables have to differ: each table holds something else."
  }
}

variable "rejected_table_name" {
  description = "Name of the quarantine: the DynamoDB table of rejected records."
  type        = string
  default     = "iot-rejected-records"

  validation {
    condition     = can(regex("^[a-zA-Z0-9_.-]{3,255}$", var.rejected_table_name))
    error_message = "rejected_table_name has to have 3 to 255 letters, digits, dots, dashes or underscores."
  }
}

variable "alerts_table_name" {
  description = "Name of the ledger: the DynamoDB table that records which alerts were sent, so that none is sent twice."
  type        = string
  default     = "iot-alerts"

  validation {
    condition     = can(regex("^[a-zA-Z0-9_.-]{3,255}$", var.alerts_table_name))
    error_message = "alerts_table_name has to have 3 to 255 letters, digits, dots, dashes or underscores."
  }
}

variable "shadow_table_name" {
  description = "Name of the DynamoDB table of shadows: what the pipeline knows of each device."
  type        = string
  default     = "iot-device-shadows"

  validation {
    condition     = can(regex("^[a-zA-Z0-9_.-]{3,255}$", var.shadow_table_name))
    error_message = "shadow_table_name has to have 3 to 255 letters, digits, dots, dashes or underscores."
  }
}

variable "notices_table_name" {
  description = "Name of the DynamoDB table of notices: what people were told of a device, and in which message."
  type        = string
  default     = "iot-notices"

  validation {
    condition     = can(regex("^[a-zA-Z0-9_.-]{3,255}$", var.notices_table_name))
    error_message = "notices_table_name has to have 3 to 255 letters, digits, dots, dashes or underscores."
  }
}

variable "thresholds_table_name" {
  description = "Name of the DynamoDB table of thresholds for a device, or for the devices of a prefix."
  type        = string
  default     = "iot-thresholds"

  validation {
    condition     = can(regex("^[a-zA-Z0-9_.-]{3,255}$", var.thresholds_table_name))
    error_message = "thresholds_table_name has to have 3 to 255 letters, digits, dots, dashes or underscores."
  }
}

variable "fleet_table_name" {
  description = "Name of the DynamoDB table of the fleet's statistics."
  type        = string
  default     = "iot-fleet-statistics"

  validation {
    condition     = can(regex("^[a-zA-Z0-9_.-]{3,255}$", var.fleet_table_name))
    error_message = "fleet_table_name has to have 3 to 255 letters, digits, dots, dashes or underscores."
  }
}

# What is on -----------------------------------------------------------------------------------------------------------

variable "quarantine_enabled" {
  description = "Whether the consumer puts rejected records into the quarantine. If not, it reports them as failed items. The table exists in both cases."
  type        = bool
  default     = true
  nullable    = false
}

variable "ledger_enabled" {
  description = "Whether the alert function keeps the ledger. If not, each instance knows only the alerts that it has sent itself. The table exists in both cases."
  type        = bool
  default     = true
  nullable    = false

  validation {
    condition     = var.ledger_enabled || var.shadows_enabled || var.alerts_retention_in_days == 0
    error_message = "ledger_enabled and shadows_enabled are false, so alerts_retention_in_days has no effect; leave it at 0."
  }
}

variable "shadows_enabled" {
  description = "Whether the consumer keeps a shadow of each device. If not, each reading is judged alone: nothing rises, is silent or has thresholds of its own. The tables exist in both cases."
  type        = bool
  default     = true
  nullable    = false

  validation {
    condition     = var.shadows_enabled || (var.notification_cooldown_in_seconds == 0 && var.silence_in_seconds == 0)
    error_message = "shadows_enabled is false, so notification_cooldown_in_seconds and silence_in_seconds have to be 0: both need the shadows."
  }
}

variable "fleet_statistics_enabled" {
  description = "Whether a second function counts the readings of the fleet by time window. The table exists in both cases."
  type        = bool
  default     = true
  nullable    = false
}

# Shared with the local run: their values are in pipeline.auto.tfvars.json ---------------------------------------------

variable "batch_size" {
  description = "Maximum number of records in one invocation of the consumer."
  type        = number
  default     = 100

  validation {
    condition     = var.batch_size >= 1 && var.batch_size <= 10000 && floor(var.batch_size) == var.batch_size
    error_message = "batch_size has to be a whole number from 1 to 10000."
  }
}

variable "maximum_batching_window_in_seconds" {
  description = "How long Lambda may wait to fill a batch. 0: it invokes the consumer with the records of each poll. A window adds its length to the delay of an alert."
  type        = number
  default     = 0

  validation {
    condition     = var.maximum_batching_window_in_seconds >= 0 && var.maximum_batching_window_in_seconds <= 300 && floor(var.maximum_batching_window_in_seconds) == var.maximum_batching_window_in_seconds
    error_message = "maximum_batching_window_in_seconds has to be a whole number from 0 to 300."
  }
}

variable "bisect_batch_on_function_error" {
  description = "Whether Lambda halves a batch after an error, until the record at fault is alone."
  type        = bool
  default     = true
}

variable "maximum_retry_attempts" {
  description = "How often a failed batch is tried again before it is discarded and goes to the failure destination."
  type        = number
  default     = 5

  validation {
    condition     = var.maximum_retry_attempts >= 0 && var.maximum_retry_attempts <= 10000
    error_message = "maximum_retry_attempts has to be 0 to 10000; without a limit, one bad record would stop its shard."
  }
}

variable "maximum_record_age_in_seconds" {
  description = "How old a record may become before its batch is discarded and goes to the failure destination."
  type        = number
  default     = 3600

  validation {
    condition     = var.maximum_record_age_in_seconds >= 60 && var.maximum_record_age_in_seconds <= 604800
    error_message = "maximum_record_age_in_seconds has to be 60 to 604800 (a week); without a limit, throttling could stop a shard."
  }
}

variable "parallelization_factor" {
  description = "How many batches of one shard are handled at the same time; the order of each device is kept."
  type        = number
  default     = 1

  validation {
    condition     = var.parallelization_factor >= 1 && var.parallelization_factor <= 10 && floor(var.parallelization_factor) == var.parallelization_factor
    error_message = "parallelization_factor has to be a whole number from 1 to 10."
  }
}

variable "consumer_timeout_in_seconds" {
  description = "How long one invocation of the consumer may take."
  type        = number
  default     = 60

  validation {
    condition     = var.consumer_timeout_in_seconds >= 10 && var.consumer_timeout_in_seconds <= 900
    error_message = "consumer_timeout_in_seconds has to be 10 to 900: less leaves no time to retry the items that DynamoDB leaves over."
  }
}

variable "alert_timeout_in_seconds" {
  description = "How long one invocation of the alert function may take."
  type        = number
  default     = 30

  validation {
    condition     = var.alert_timeout_in_seconds >= 20 && var.alert_timeout_in_seconds <= 900
    error_message = "alert_timeout_in_seconds has to be 20 to 900: with less, Lambda could cut an invocation off between a send and its mark."
  }
}

variable "alert_maximum_retry_attempts" {
  description = "How often a failed alert request is tried again before it goes to the dead-letter queue."
  type        = number
  default     = 2

  validation {
    condition     = contains([0, 1, 2], var.alert_maximum_retry_attempts)
    error_message = "alert_maximum_retry_attempts has to be 0, 1 or 2."
  }
}

variable "temperature_threshold" {
  description = "°C; a reading above it raises an alert."
  type        = number
  default     = 45
}

variable "humidity_high_threshold" {
  description = "% relative; a reading above it raises an alert."
  type        = number
  default     = 90

  validation {
    condition     = var.humidity_high_threshold >= 0 && var.humidity_high_threshold <= 100
    error_message = "humidity_high_threshold has to be 0 to 100."
  }
}

variable "humidity_low_threshold" {
  description = "% relative; a reading below it raises an alert."
  type        = number
  default     = 20

  validation {
    condition     = var.humidity_low_threshold >= 0 && var.humidity_low_threshold <= var.humidity_high_threshold
    error_message = "humidity_low_threshold has to be 0 to humidity_high_threshold."
  }
}

variable "temperature_rise_threshold" {
  description = "°C; a temperature that is more than this above the lowest one of temperature_rise_window_in_seconds raises an alert."
  type        = number
  default     = 5

  validation {
    condition     = var.temperature_rise_threshold >= 0
    error_message = "temperature_rise_threshold has to be at least 0."
  }
}

variable "temperature_rise_window_in_seconds" {
  description = "How far the window of a rising temperature reaches back, by the device's clock."
  type        = number
  default     = 60

  validation {
    condition     = var.temperature_rise_window_in_seconds >= 1 && var.temperature_rise_window_in_seconds <= 3600 && floor(var.temperature_rise_window_in_seconds) == var.temperature_rise_window_in_seconds
    error_message = "temperature_rise_window_in_seconds has to be a whole number from 1 to 3600."
  }
}

variable "hysteresis" {
  description = "How far a value has to be back on the normal side of its threshold until the breach is over, in the unit of the value."
  type        = number
  default     = 0

  validation {
    condition     = var.hysteresis >= 0
    error_message = "hysteresis has to be at least 0."
  }
}

variable "consecutive_breaches" {
  description = "How many readings of a device in a row have to be beyond a threshold until the breach is raised."
  type        = number
  default     = 1

  validation {
    condition     = var.consecutive_breaches >= 1 && var.consecutive_breaches <= 1000 && floor(var.consecutive_breaches) == var.consecutive_breaches
    error_message = "consecutive_breaches has to be a whole number from 1 to 1000."
  }
}

variable "digest_in_seconds" {
  description = "How long notices of several devices are collected for one message. The message comes up to this much later, and a second."
  type        = number
  default     = 5

  validation {
    condition     = var.digest_in_seconds >= 1 && var.digest_in_seconds <= 10 && floor(var.digest_in_seconds) == var.digest_in_seconds
    error_message = "digest_in_seconds has to be a whole number from 1 to 10: the alert function waits that long, and its time-out may be 20 s."
  }
}

variable "starting_position" {
  description = "Where a new mapping starts to read. TRIM_HORIZON: at the oldest record in the stream. LATEST: after the newest one."
  type        = string
  default     = "TRIM_HORIZON"

  validation {
    condition     = contains(["TRIM_HORIZON", "LATEST"], var.starting_position)
    error_message = "starting_position has to be TRIM_HORIZON or LATEST."
  }
}

variable "notification_cooldown_in_seconds" {
  description = "How long after a notice of a breach the next one comes while the breach lasts. 0: every anomalous reading notifies."
  type        = number
  default     = 300

  validation {
    condition     = var.notification_cooldown_in_seconds >= 0 && var.notification_cooldown_in_seconds <= 86400 && floor(var.notification_cooldown_in_seconds) == var.notification_cooldown_in_seconds
    error_message = "notification_cooldown_in_seconds has to be a whole number from 0 (every anomalous reading notifies) to 86400 (a day)."
  }
}

variable "silence_in_seconds" {
  description = "A device that is not heard of for this long is reported as silent, up to as much again and a minute later. 0: silence is not looked for."
  type        = number
  default     = 300

  validation {
    condition     = var.silence_in_seconds == 0 || (var.silence_in_seconds >= 60 && var.silence_in_seconds <= 86400 && floor(var.silence_in_seconds) == var.silence_in_seconds)
    error_message = "silence_in_seconds has to be 0 (not looked for) or a whole number from 60 to 86400 (a day): silence is looked for once a minute."
  }

  validation {
    condition     = var.silence_in_seconds == 0 || var.silence_in_seconds >= 2 * var.maximum_batching_window_in_seconds
    error_message = "silence_in_seconds has to be at least twice maximum_batching_window_in_seconds: a record that waits in a batch is not heard yet."
  }
}

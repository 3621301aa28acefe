# Deployment ----------------------------------------------------------------------------------------------------------

variable "region" {
  description = "AWS region of the whole pipeline."
  type        = string
  default     = "us-east-1"

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]+$", var.region))
    error_message = "region has to be the code of an AWS region, for example eu-central-1."
  }
}

variable "tags" {
  description = "Tags for every resource, besides Project and ManagedBy."
  type        = map(string)
  default     = {}
}

variable "deletion_protection" {
  description = "Whether the tables are protected from deletion. Before `terraform destroy`, set it to false and apply."
  type        = bool
  default     = true
}

# Stream --------------------------------------------------------------------------------------------------------------

variable "stream_name" {
  description = "Name of the Kinesis data stream."
  type        = string
  default     = "iot-telemetry-stream"

  validation {
    condition     = can(regex("^[a-zA-Z0-9_.-]{1,128}$", var.stream_name))
    error_message = "stream_name has to have 1 to 128 letters, digits, dots, dashes or underscores."
  }
}

variable "stream_on_demand" {
  description = "Whether the stream scales by itself (ON_DEMAND). If not, it has shard_count shards."
  type        = bool
  default     = false
}

variable "shard_count" {
  description = "Shards of a provisioned stream; each takes 1,000 readings or 1 MiB a second."
  type        = number
  default     = 1

  validation {
    condition     = var.shard_count >= 1 && var.shard_count <= 500 && floor(var.shard_count) == var.shard_count
    error_message = "shard_count has to be a whole number from 1 to 500."
  }
}

variable "stream_retention_in_hours" {
  description = "How long the stream keeps records. A discarded batch can be put back only within this time."
  type        = number
  default     = 24

  validation {
    condition     = var.stream_retention_in_hours >= 24 && var.stream_retention_in_hours <= 8760
    error_message = "stream_retention_in_hours has to be 24 to 8760 (a year)."
  }
}

# Tables --------------------------------------------------------------------------------------------------------------

variable "table_name" {
  description = "Name of the DynamoDB table of readings."
  type        = string
  default     = "iot-sensor-readings"

  validation {
    condition     = can(regex("^[a-zA-Z0-9_.-]{3,255}$", var.table_name))
    error_message = "table_name has to have 3 to 255 letters, digits, dots, dashes or underscores."
  }
}

variable "reading_retention_in_days" {
  description = "Days until a reading expires from the table, counted from its arrival; 0 keeps readings for ever."
  type        = number
  default     = 0

  validation {
    condition     = var.reading_retention_in_days >= 0 && var.reading_retention_in_days <= 36500 && floor(var.reading_retention_in_days) == var.reading_retention_in_days
    error_message = "reading_retention_in_days has to be a whole number from 0 (for ever) to 36500."
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

  validation {
    condition     = var.rejected_table_name != var.table_name
    error_message = "rejected_table_name has to differ from table_name: the two tables have different keys."
  }
}

variable "rejected_retention_in_days" {
  description = "Days until a record in quarantine expires, counted from its arrival; 0 keeps it until it is put back or deleted."
  type        = number
  default     = 0

  validation {
    condition     = var.rejected_retention_in_days >= 0 && var.rejected_retention_in_days <= 36500 && floor(var.rejected_retention_in_days) == var.rejected_retention_in_days
    error_message = "rejected_retention_in_days has to be a whole number from 0 (for ever) to 36500."
  }
}

variable "quarantine_enabled" {
  description = "Whether the consumer puts rejected records into the quarantine. If not, it reports them as failed items. The table exists in both cases."
  type        = bool
  default     = true
  nullable    = false
}

variable "alerts_table_name" {
  description = "Name of the ledger: the DynamoDB table that records which alerts were sent, so that none is sent twice."
  type        = string
  default     = "iot-alerts"

  validation {
    condition     = can(regex("^[a-zA-Z0-9_.-]{3,255}$", var.alerts_table_name))
    error_message = "alerts_table_name has to have 3 to 255 letters, digits, dots, dashes or underscores."
  }

  validation {
    condition     = !contains([var.table_name, var.rejected_table_name], var.alerts_table_name)
    error_message = "alerts_table_name has to differ from table_name and rejected_table_name: each table holds something else."
  }
}

variable "alerts_retention_in_days" {
  description = "Days until a row of the ledger or a notice expires, counted from the last claim; 0 keeps them for ever. An alert that comes again after that is sent again."
  type        = number
  default     = 0

  validation {
    condition     = var.alerts_retention_in_days == 0 || (var.alerts_retention_in_days >= 15 && var.alerts_retention_in_days <= 36500 && floor(var.alerts_retention_in_days) == var.alerts_retention_in_days)
    error_message = "alerts_retention_in_days has to be 0 (for ever) or a whole number from 15 to 36500: the dead-letter queue keeps alert requests for 14 days, and a redrive must not send an alert twice."
  }
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

variable "shadow_table_name" {
  description = "Name of the DynamoDB table of shadows: what the pipeline knows of each device."
  type        = string
  default     = "iot-device-shadows"

  validation {
    condition     = can(regex("^[a-zA-Z0-9_.-]{3,255}$", var.shadow_table_name))
    error_message = "shadow_table_name has to have 3 to 255 letters, digits, dots, dashes or underscores."
  }

  validation {
    condition     = !contains([var.table_name, var.rejected_table_name, var.alerts_table_name], var.shadow_table_name)
    error_message = "shadow_table_name has to differ from the names of the other tables: each table holds something else."
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

  validation {
    condition     = !contains([var.table_name, var.rejected_table_name, var.alerts_table_name, var.shadow_table_name], var.notices_table_name)
    error_message = "notices_table_name has to differ from the names of the other tables: each table holds something else."
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

  validation {
    condition     = !contains([var.table_name, var.rejected_table_name, var.alerts_table_name, var.shadow_table_name, var.notices_table_name], var.thresholds_table_name)
    error_message = "thresholds_table_name has to differ from the names of the other tables: each table holds something else."
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

variable "fleet_table_name" {
  description = "Name of the DynamoDB table of the fleet's statistics."
  type        = string
  default     = "iot-fleet-statistics"

  validation {
    condition     = can(regex("^[a-zA-Z0-9_.-]{3,255}$", var.fleet_table_name))
    error_message = "fleet_table_name has to have 3 to 255 letters, digits, dots, dashes or underscores."
  }

  validation {
    condition     = !contains([var.table_name, var.rejected_table_name, var.alerts_table_name, var.shadow_table_name, var.notices_table_name, var.thresholds_table_name], var.fleet_table_name)
    error_message = "fleet_table_name has to differ from the names of the other tables: each table holds something else."
  }
}

variable "fleet_retention_in_days" {
  description = "Days until the statistics of a time window expire, counted from its end; 0 keeps them for ever."
  type        = number
  default     = 0

  validation {
    condition     = var.fleet_retention_in_days >= 0 && var.fleet_retention_in_days <= 36500 && floor(var.fleet_retention_in_days) == var.fleet_retention_in_days
    error_message = "fleet_retention_in_days has to be a whole number from 0 (for ever) to 36500."
  }
}

variable "fleet_statistics_enabled" {
  description = "Whether a second function counts the readings of the fleet by time window. The table exists in both cases."
  type        = bool
  default     = true
  nullable    = false
}

variable "fleet_window_in_seconds" {
  description = "Length of a time window of the fleet's statistics."
  type        = number
  default     = 60

  validation {
    condition     = var.fleet_window_in_seconds >= 1 && var.fleet_window_in_seconds <= 900 && floor(var.fleet_window_in_seconds) == var.fleet_window_in_seconds
    error_message = "fleet_window_in_seconds has to be a whole number from 1 to 900, Lambda's longest tumbling window."
  }
}

# Functions -----------------------------------------------------------------------------------------------------------

variable "consumer_jar" {
  description = "Path of the consumer's self-contained jar, which `mvn package` makes."
  type        = string
  default     = "../consumer-lambda/target/consumer-lambda.jar"

  validation {
    condition     = fileexists(var.consumer_jar)
    error_message = "consumer_jar does not exist; build it first: mvn package"
  }
}

variable "alert_jar" {
  description = "Path of the alert function's self-contained jar, which `mvn package` makes."
  type        = string
  default     = "../alert-lambda/target/alert-lambda.jar"

  validation {
    condition     = fileexists(var.alert_jar)
    error_message = "alert_jar does not exist; build it first: mvn package"
  }
}

variable "fleet_jar" {
  description = "Path of the self-contained jar of the fleet's statistics, which `mvn package` makes."
  type        = string
  default     = "../fleet-lambda/target/fleet-lambda.jar"

  validation {
    condition     = fileexists(var.fleet_jar)
    error_message = "fleet_jar does not exist; build it first: mvn package"
  }
}

variable "runtime" {
  description = "Lambda runtime of the functions; the jars need Java 17 or later."
  type        = string
  default     = "java21"

  validation {
    condition     = contains(["java17", "java21", "java25"], var.runtime)
    error_message = "runtime has to be java17, java21 or java25 (if the AWS provider supports it)."
  }
}

variable "architecture" {
  description = "Processor of the functions: arm64 costs a fifth less than x86_64."
  type        = string
  default     = "arm64"

  validation {
    condition     = contains(["arm64", "x86_64"], var.architecture)
    error_message = "architecture has to be arm64 or x86_64."
  }
}

variable "tracing_mode" {
  description = "X-Ray tracing of the functions. Active: the function samples requests. PassThrough: it traces only if its caller does."
  type        = string
  default     = "Active"

  validation {
    condition     = contains(["Active", "PassThrough"], var.tracing_mode)
    error_message = "tracing_mode has to be Active or PassThrough."
  }
}

variable "log_retention_in_days" {
  description = "How long the functions' logs are kept."
  type        = number
  default     = 30

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_in_days)
    error_message = "log_retention_in_days has to be a period that CloudWatch Logs offers: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653."
  }
}

variable "consumer_memory_in_mb" {
  description = "Memory of the consumer. Lambda gives processor time in proportion to it."
  type        = number
  default     = 1024

  validation {
    condition     = var.consumer_memory_in_mb >= 256 && var.consumer_memory_in_mb <= 10240
    error_message = "consumer_memory_in_mb has to be 256 to 10240."
  }
}

variable "alert_memory_in_mb" {
  description = "Memory of the alert function. Lambda gives processor time in proportion to it."
  type        = number
  default     = 512

  validation {
    condition     = var.alert_memory_in_mb >= 256 && var.alert_memory_in_mb <= 10240
    error_message = "alert_memory_in_mb has to be 256 to 10240."
  }
}

variable "consumer_reserved_concurrency" {
  description = "Instances that are reserved for the consumer, which is also its maximum; -1: it shares the account's pool."
  type        = number
  default     = -1

  validation {
    condition     = var.consumer_reserved_concurrency == -1 || var.consumer_reserved_concurrency >= 1
    error_message = "consumer_reserved_concurrency has to be -1 (none reserved) or at least 1; 0 would stop the function."
  }
}

variable "alert_reserved_concurrency" {
  description = "Instances that are reserved for the alert function, which is also its maximum; -1: it shares the account's pool."
  type        = number
  default     = -1

  validation {
    condition     = var.alert_reserved_concurrency == -1 || var.alert_reserved_concurrency >= 5
    error_message = "alert_reserved_concurrency has to be -1 (none reserved) or at least 5: an instance that gathers notices waits some seconds, and others have to join it."
  }
}

# Shared with the local run: their values are in pipeline.auto.tfvars.json --------------------------------------------

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

# Event source mapping ------------------------------------------------------------------------------------------------

variable "starting_position" {
  description = "Where a new mapping starts to read. TRIM_HORIZON: at the oldest record in the stream. LATEST: after the newest one."
  type        = string
  default     = "TRIM_HORIZON"

  validation {
    condition     = contains(["TRIM_HORIZON", "LATEST"], var.starting_position)
    error_message = "starting_position has to be TRIM_HORIZON or LATEST."
  }
}

# Notifications and alarms --------------------------------------------------------------------------------------------

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

variable "alert_emails" {
  description = "E-mail addresses that get alerts and alarms; each has to confirm its subscription."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for address in var.alert_emails : can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", address))])
    error_message = "alert_emails has to hold e-mail addresses, for example [\"oncall@example.com\"]."
  }
}

variable "alert_phone_numbers" {
  description = "Phone numbers that get alerts and alarms as text messages."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for number in var.alert_phone_numbers : can(regex("^\\+[1-9][0-9]{6,14}$", number))])
    error_message = "alert_phone_numbers has to hold numbers in E.164 form, for example [\"+4915112345678\"]."
  }
}

variable "email_filter_policy" {
  description = "SNS filter policy on message attributes for all e-mail subscriptions, e.g. { anomalies = [\"temperature_above\"] }; empty: every message."
  type        = map(list(string))
  default     = {}
}

variable "sms_filter_policy" {
  description = "SNS filter policy on message attributes for all SMS subscriptions; empty: every message."
  type        = map(list(string))
  default     = {}
}

variable "anomalies_per_device_per_hour" {
  description = "If a device has more anomalies than this in an hour, the fleet alarm goes off."
  type        = number
  default     = 5

  validation {
    condition     = var.anomalies_per_device_per_hour >= 1
    error_message = "anomalies_per_device_per_hour has to be at least 1."
  }
}

variable "iterator_age_alarm_in_seconds" {
  description = "An alarm goes off if the oldest record that the consumer reads is older than this."
  type        = number
  default     = 60

  validation {
    condition     = var.iterator_age_alarm_in_seconds >= 1
    error_message = "iterator_age_alarm_in_seconds has to be at least 1."
  }
}

variable "fleet_silence_alarm_in_minutes" {
  description = "An alarm goes off if nothing has come into the stream for so many minutes. 0: no alarm."
  type        = number
  default     = 10

  validation {
    condition     = var.fleet_silence_alarm_in_minutes >= 0 && var.fleet_silence_alarm_in_minutes <= 1440 && floor(var.fleet_silence_alarm_in_minutes) == var.fleet_silence_alarm_in_minutes
    error_message = "fleet_silence_alarm_in_minutes has to be a whole number from 0 (no alarm) to 1440 (a day, the longest that CloudWatch looks back)."
  }
}

# Stream ---------------------------------------------------------------------------------------------------------------

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

# Tables ---------------------------------------------------------------------------------------------------------------

variable "readings_capacity" {
  description = "Capacity of the readings' table that follows the load, in units a second; a write of up to 1 KB is one unit. It costs less than half, and writes that grow faster than the capacity wait. null: each write is paid for, and none waits."
  type = object({
    minimum_writes    = number
    maximum_writes    = number
    minimum_reads     = optional(number, 5)
    maximum_reads     = optional(number, 1000)
    target_in_percent = optional(number, 70)
  })
  default = null

  validation {
    condition     = try(var.readings_capacity.minimum_writes >= 1 && var.readings_capacity.minimum_writes <= var.readings_capacity.maximum_writes && var.readings_capacity.minimum_reads >= 1 && var.readings_capacity.minimum_reads <= var.readings_capacity.maximum_reads, var.readings_capacity == null)
    error_message = "readings_capacity has to have minima of at least 1, and maxima that are not below them."
  }

  validation {
    condition     = try(var.readings_capacity.target_in_percent >= 20 && var.readings_capacity.target_in_percent <= 90, var.readings_capacity == null)
    error_message = "readings_capacity.target_in_percent has to be 20 to 90."
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

variable "rejected_retention_in_days" {
  description = "Days until a record in quarantine expires, counted from its arrival; 0 keeps it until it is put back or deleted."
  type        = number
  default     = 0

  validation {
    condition     = var.rejected_retention_in_days >= 0 && var.rejected_retention_in_days <= 36500 && floor(var.rejected_retention_in_days) == var.rejected_retention_in_days
    error_message = "rejected_retention_in_days has to be a whole number from 0 (for ever) to 36500."
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

variable "fleet_retention_in_days" {
  description = "Days until the statistics of a time window expire, counted from its end; 0 keeps them for ever."
  type        = number
  default     = 0

  validation {
    condition     = var.fleet_retention_in_days >= 0 && var.fleet_retention_in_days <= 36500 && floor(var.fleet_retention_in_days) == var.fleet_retention_in_days
    error_message = "fleet_retention_in_days has to be a whole number from 0 (for ever) to 36500."
  }
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

# Functions ------------------------------------------------------------------------------------------------------------

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

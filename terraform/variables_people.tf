# Who gets the alerts: what the devices measure -----------------------------------------------------------------------

variable "alert_emails" {
  description = "E-mail addresses that get alerts; each has to confirm its subscription. Alarms go to oncall_emails."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for address in var.alert_emails : can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", address))])
    error_message = "alert_emails has to hold e-mail addresses, for example [\"cabinets@example.com\"]."
  }
}

variable "alert_phone_numbers" {
  description = "Phone numbers that get alerts as text messages. Alarms go to oncall_phone_numbers."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for number in var.alert_phone_numbers : can(regex("^\\+[1-9][0-9]{6,14}$", number))])
    error_message = "alert_phone_numbers has to hold numbers in E.164 form, for example [\"+4915112345678\"]."
  }
}

variable "email_filter_policy" {
  description = "SNS filter policy on message attributes for the e-mail subscriptions to alerts, e.g. { anomalies = [\"temperature_above\"] }; empty: every alert. Alarms are not filtered."
  type        = map(list(string))
  default     = {}
}

variable "sms_filter_policy" {
  description = "SNS filter policy on message attributes for the SMS subscriptions to alerts; empty: every alert. Alarms are not filtered."
  type        = map(list(string))
  default     = {}
}

# Who gets the alarms: what is wrong with the pipeline ----------------------------------------------------------------

variable "oncall_emails" {
  description = "E-mail addresses that get alarms; each has to confirm its subscription."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for address in var.oncall_emails : can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", address))])
    error_message = "oncall_emails has to hold e-mail addresses, for example [\"oncall@example.com\"]."
  }
}

variable "oncall_phone_numbers" {
  description = "Phone numbers that get alarms as text messages."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for number in var.oncall_phone_numbers : can(regex("^\\+[1-9][0-9]{6,14}$", number))])
    error_message = "oncall_phone_numbers has to hold numbers in E.164 form, for example [\"+4915112345678\"]."
  }
}

variable "oncall_https_endpoints" {
  description = "Services that get alarms over HTTPS and confirm the subscription by themselves, by a name: { pagerduty = \"https://events.pagerduty.com/integration/KEY/enqueue\" }."
  type        = map(string)
  default     = {}
  sensitive   = true

  validation {
    condition     = alltrue([for name, url in var.oncall_https_endpoints : can(regex("^[a-z][a-z0-9_-]*$", name)) && can(regex("^https://[^\\s]+$", url))])
    error_message = "oncall_https_endpoints has to hold names in lower case and https addresses."
  }
}

variable "runbook_url" {
  description = "Where the people on call read docs/OPERATIONS.md. Each alarm's description ends with this address and the alarm's section."
  type        = string
  default     = "docs/OPERATIONS.md"

  validation {
    condition     = can(regex("^[^\\s#]{1,400}$", var.runbook_url))
    error_message = "runbook_url has to be an address of up to 400 characters, without # and space."
  }
}

# When an alarm goes off ----------------------------------------------------------------------------------------------

variable "anomalies_per_device_per_hour" {
  description = "If a device has more anomalies than this in an hour, the alarms iot-device-anomalies and iot-fleet-anomalies go off. CloudWatch looks at 10,000 devices with anomalies and compares the 500 worst."
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

  validation {
    condition     = var.iterator_age_alarm_in_seconds < var.maximum_record_age_in_seconds
    error_message = "iterator_age_alarm_in_seconds has to be less than maximum_record_age_in_seconds: records that old are discarded, and nobody would be told before."
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

variable "region" {
  description = "AWS region of the pipeline."
  type        = string
}

variable "cost_centre" {
  description = "Who pays; a tag on everything."
  type        = string
}

variable "permissions_boundary_arn" {
  description = "Policy that bounds the functions' roles; null: the account asks for none."
  type        = string
  default     = null
}

variable "alert_emails" {
  description = "Who gets the alerts."
  type        = list(string)
}

variable "oncall_emails" {
  description = "Who gets the alarms by e-mail."
  type        = list(string)
}

variable "oncall_phone_numbers" {
  description = "Who gets the alarms by text message."
  type        = list(string)
}

variable "pagerduty_url" {
  description = "Address of PagerDuty's integration \"Amazon CloudWatch\"; it holds a key."
  type        = string
  sensitive   = true
}

variable "runbook_url" {
  description = "Where the people on call read docs/OPERATIONS.md."
  type        = string
}

variable "jars" {
  description = "The functions' jars; `mvn package` builds them."
  type        = object({ consumer = string, alert = string, fleet = string })
  default = {
    consumer = "../../consumer-lambda/target/consumer-lambda.jar"
    alert    = "../../alert-lambda/target/alert-lambda.jar"
    fleet    = "../../fleet-lambda/target/fleet-lambda.jar"
  }
}

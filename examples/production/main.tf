# A pipeline that people depend on: a stream that scales by itself and keeps records for a week, data that expires, people on call by
# e-mail, text message and PagerDuty, traces, and the state in a bucket.
#
#   mvn package
#   cd examples/production
#   cp state.s3.tfbackend.example state.s3.tfbackend   # and edit it
#   cp terraform.tfvars.example terraform.tfvars       # and edit it
#   terraform init -backend-config=state.s3.tfbackend
#   terraform apply

terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0, < 7.0.0"
    }
  }

  backend "s3" {}
}

provider "aws" {
  region = var.region

  default_tags {
    tags = { CostCentre = var.cost_centre }
  }
}

module "pipeline" {
  source = "../../terraform"

  name_prefix              = "production-"
  permissions_boundary_arn = var.permissions_boundary_arn
  tags                     = { Stage = "production" }

  consumer_jar = var.jars.consumer
  alert_jar    = var.jars.alert
  fleet_jar    = var.jars.fleet

  # The stream. A batch that is given up after a day can be put back for six more.
  stream_on_demand              = true
  stream_retention_in_hours     = 168
  maximum_record_age_in_seconds = 86400
  parallelization_factor        = 2

  # What is kept, and for how long.
  reading_retention_in_days  = 400
  rejected_retention_in_days = 90
  alerts_retention_in_days   = 400
  fleet_retention_in_days    = 400
  log_retention_in_days      = 365

  # The functions. What is reserved here, nobody else in the account can take away.
  tracing_mode                  = "Active"
  consumer_reserved_concurrency = 100
  alert_reserved_concurrency    = 20

  # The people.
  alert_emails           = var.alert_emails
  oncall_emails          = var.oncall_emails
  oncall_phone_numbers   = var.oncall_phone_numbers
  oncall_https_endpoints = { pagerduty = var.pagerduty_url }
  runbook_url            = var.runbook_url

  hysteresis                     = 0.5
  consecutive_breaches           = 2
  fleet_silence_alarm_in_minutes = 5
}

output "pipeline" {
  description = "All outputs of the pipeline, which docs/OPERATIONS.md uses."
  value       = module.pipeline
}

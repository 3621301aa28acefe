# The pipeline as it is by default: one shard, everything named as in the article, alerts and alarms to one address each.
#
#   mvn package
#   cd examples/minimal
#   terraform init
#   terraform apply -var region=eu-central-1 -var alerts_to=cabinets@example.com -var alarms_to=oncall@example.com

terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0, < 7.0.0"
    }
  }
}

variable "region" {
  description = "AWS region of the pipeline."
  type        = string
}

variable "alerts_to" {
  description = "E-mail address that gets the alerts."
  type        = string
}

variable "alarms_to" {
  description = "E-mail address that gets the alarms."
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

provider "aws" {
  region = var.region
}

module "pipeline" {
  source = "../../terraform"

  consumer_jar = var.jars.consumer
  alert_jar    = var.jars.alert
  fleet_jar    = var.jars.fleet

  alert_emails  = [var.alerts_to]
  oncall_emails = [var.alarms_to]

  # X-Ray costs more than a shard as long as there is only one.
  tracing_mode = "PassThrough"
}

output "pipeline" {
  description = "All outputs of the pipeline, which docs/OPERATIONS.md uses."
  value       = module.pipeline
}

# A pipeline beside others, on what the account has already: a stream with a customer-managed key, and a topic that wakes people.
#
#   mvn package
#   cd examples/existing-stream
#   terraform init
#   terraform apply -var region=eu-central-1 -var stream=company-telemetry -var stream_key=arn:aws:kms:… -var oncall_topic=arn:aws:sns:… \
#     -var alerts_to=cabinets@example.com

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
  description = "AWS region of the stream."
  type        = string
}

variable "stream" {
  description = "Name of the stream. Another reader may read it too: each has its own place in it, and all share 2 MB a second and shard."
  type        = string
}

variable "stream_key" {
  description = "ARN of the key that encrypts the stream; null: Kinesis's own, or none."
  type        = string
  default     = null
}

variable "oncall_topic" {
  description = "ARN of the topic for alarms."
  type        = string
}

variable "alerts_to" {
  description = "E-mail address that gets the alerts."
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

  name_prefix = "cabinets-"

  consumer_jar = var.jars.consumer
  alert_jar    = var.jars.alert
  fleet_jar    = var.jars.fleet

  existing_stream_name     = var.stream
  existing_stream_key_arn  = var.stream_key
  existing_alarm_topic_arn = var.oncall_topic

  # The stream holds old records already. Only what comes from now on counts.
  starting_position = "LATEST"

  alert_emails = [var.alerts_to]
}

output "pipeline" {
  description = "All outputs of the pipeline, which docs/OPERATIONS.md uses."
  value       = module.pipeline
}

# Two pipelines in one account and region, for a test.

terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

variable "jar" {
  type = string
}

module "north" {
  source        = "../.."
  name_prefix   = "north-"
  consumer_jar  = var.jar
  alert_jar     = var.jar
  fleet_jar     = var.jar
  alert_emails  = ["cabinets@example.com"]
  oncall_emails = ["oncall@example.com"]
}

module "south" {
  source            = "../.."
  name_prefix       = "south-"
  consumer_jar      = var.jar
  alert_jar         = var.jar
  fleet_jar         = var.jar
  alert_emails      = ["cabinets@example.com"]
  oncall_emails     = ["oncall@example.com"]
  readings_capacity = { minimum_writes = 10, maximum_writes = 100 }
}

module "article" {
  source            = "../.."
  consumer_jar      = var.jar
  alert_jar         = var.jar
  fleet_jar         = var.jar
  alert_emails      = ["cabinets@example.com"]
  oncall_emails     = ["oncall@example.com"]
  readings_capacity = { minimum_writes = 10, maximum_writes = 100 }
}

output "names" {
  value = [module.north.names, module.south.names, module.article.names]
}

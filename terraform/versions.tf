terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0, < 7.0.0"
    }
  }
}

provider "aws" {
  region = var.region

  default_tags {
    tags = local.tags
  }
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  tags = merge({ Project = "iot-pipeline", ManagedBy = "terraform" }, var.tags)

  # For ARNs that are written out. Read from the resources, a resource and the policy on it would depend on each other.
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
}

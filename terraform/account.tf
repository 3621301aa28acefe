data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  tags = merge({ Project = "iot-pipeline", ManagedBy = "terraform" }, var.tags)

  # For ARNs that are written out. Read from the resources, a resource and the policy on it would depend on each other.
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
  region     = data.aws_region.current.id

  # What is the same for every function.
  function_settings = {
    name_prefix              = var.name_prefix
    runtime                  = var.runtime
    architecture             = var.architecture
    tracing_mode             = var.tracing_mode
    log_retention            = var.log_retention_in_days
    region                   = local.region
    permissions_boundary_arn = var.permissions_boundary_arn
    tags                     = local.tags
  }
}

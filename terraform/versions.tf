# No provider is configured here, so that this folder also serves as a module of somebody's own configuration. Run by itself, it takes
# region and credentials from the environment.
terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0, < 7.0.0"
    }
  }
}

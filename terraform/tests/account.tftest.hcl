# An account that is not empty.

mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  consumer_jar  = "tests/any.jar"
  alert_jar     = "tests/any.jar"
  fleet_jar     = "tests/any.jar"
  alert_emails  = ["cabinets@example.com"]
  oncall_emails = ["oncall@example.com"]
}

run "tags" {
  command = plan

  variables {
    tags = { Owner = "network" }
  }

  assert {
    condition     = output.tags["Project"] == "iot-pipeline" && output.tags["ManagedBy"] == "terraform" && output.tags["Owner"] == "network"
    error_message = "every resource has to be tagged"
  }
}

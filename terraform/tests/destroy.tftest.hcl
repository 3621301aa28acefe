# After its only run a test destroys what the run has made, so a destroy that is refused fails here.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  consumer_jar  = "tests/any.jar"
  alert_jar     = "tests/any.jar"
  fleet_jar     = "tests/any.jar"
  alert_emails  = ["cabinets@example.com"]
  oncall_emails = ["oncall@example.com"]
}

run "an_unprotected_pipeline_can_be_destroyed" {
  command = apply

  variables {
    deletion_protection = false
  }

  assert {
    condition     = terraform_data.deletion_protection.output == false
    error_message = "the guard has to know that nothing is protected"
  }
}

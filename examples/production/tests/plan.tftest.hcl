# Plans the example without an account.

mock_provider "aws" {
  source          = "../../terraform/tests/mocks"
  override_during = plan
}

run "plan" {
  command = plan

  variables {
    region               = "eu-central-1"
    cost_centre          = "4711"
    alert_emails         = ["cabinets@example.com"]
    oncall_emails        = ["oncall@example.com"]
    oncall_phone_numbers = ["+4915112345678"]
    pagerduty_url        = "https://events.pagerduty.com/integration/KEY/enqueue"
    runbook_url          = "https://example.com/iot-pipeline/docs/OPERATIONS.md"
    jars                 = { consumer = "../../terraform/tests/any.jar", alert = "../../terraform/tests/any.jar", fleet = "../../terraform/tests/any.jar" }
  }

  assert {
    condition     = alltrue(flatten([for kind, names in output.pipeline.names : [for name in names : strcontains(name, "production-")]]))
    error_message = "every name has the prefix"
  }

  assert {
    condition     = output.pipeline.tags["Stage"] == "production"
    error_message = "everything has the tags"
  }
}

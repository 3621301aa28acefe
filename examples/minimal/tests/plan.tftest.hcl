# Plans the example without an account.

mock_provider "aws" {
  source          = "../../terraform/tests/mocks"
  override_during = plan
}

run "plan" {
  command = plan

  variables {
    region    = "eu-central-1"
    alerts_to = "cabinets@example.com"
    alarms_to = "oncall@example.com"
    jars      = { consumer = "../../terraform/tests/any.jar", alert = "../../terraform/tests/any.jar", fleet = "../../terraform/tests/any.jar" }
  }

  assert {
    condition     = output.pipeline.stream_name == "iot-telemetry-stream" && contains(output.pipeline.names.functions, "iot-consumer")
    error_message = "the example has the article's names"
  }
}

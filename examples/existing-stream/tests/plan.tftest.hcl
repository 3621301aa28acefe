# Plans the example without an account.

mock_provider "aws" {
  source          = "../../terraform/tests/mocks"
  override_during = plan
}

run "plan" {
  command = plan

  variables {
    region       = "us-east-1"
    stream       = "company-telemetry"
    stream_key   = "arn:aws:kms:us-east-1:123456789012:key/66666666-2222-3333-4444-555555555555"
    oncall_topic = "arn:aws:sns:us-east-1:123456789012:company-oncall"
    alerts_to    = "cabinets@example.com"
    jars         = { consumer = "../../terraform/tests/any.jar", alert = "../../terraform/tests/any.jar", fleet = "../../terraform/tests/any.jar" }
  }

  override_data {
    target          = module.pipeline.data.aws_kinesis_stream.existing
    values          = { arn = "arn:aws:kinesis:us-east-1:123456789012:stream/company-telemetry", name = "company-telemetry", retention_period = 24 }
    override_during = plan
  }

  assert {
    condition     = output.pipeline.stream_name == "company-telemetry" && output.pipeline.alarm_topic_arn == "arn:aws:sns:us-east-1:123456789012:company-oncall"
    error_message = "the example uses what is there"
  }

  assert {
    condition     = length(output.pipeline.names.stream) == 0 && length(output.pipeline.names.topics) == 1
    error_message = "the example makes neither a stream nor a topic for alarms"
  }
}

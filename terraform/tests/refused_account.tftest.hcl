# What an account has already is refused where it could not work.

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

run "name_prefix_that_does_not_end" {
  command = plan

  variables {
    name_prefix = "north"
  }

  expect_failures = [var.name_prefix]
}

run "name_prefix_too_long" {
  command = plan

  variables {
    name_prefix = "a-prefix-of-twenty-five-x-"
  }

  expect_failures = [var.name_prefix]
}

run "permissions_boundary_arn" {
  command = plan

  variables {
    permissions_boundary_arn = "boundary"
  }

  expect_failures = [var.permissions_boundary_arn]
}

run "existing_stream_name" {
  command = plan

  variables {
    existing_stream_name = "no spaces"
  }

  expect_failures = [var.existing_stream_name]
}

run "existing_stream_key_without_a_stream" {
  command = plan

  variables {
    existing_stream_key_arn = "arn:aws:kms:us-east-1:123456789012:key/1"
  }

  expect_failures = [var.existing_stream_key_arn]
}

run "existing_key_arn_of_an_alias" {
  command = plan

  variables {
    existing_key_arn = "arn:aws:kms:us-east-1:123456789012:alias/a"
  }

  expect_failures = [var.existing_key_arn]
}

run "existing_alert_topic_and_somebody_to_subscribe" {
  command = plan

  variables {
    existing_alert_topic_arn = "arn:aws:sns:us-east-1:123456789012:company-alerts"
  }

  expect_failures = [var.existing_alert_topic_arn]
}

run "existing_alarm_topic_and_somebody_to_subscribe" {
  command = plan

  variables {
    existing_alarm_topic_arn = "arn:aws:sns:us-east-1:123456789012:company-oncall"
  }

  expect_failures = [var.existing_alarm_topic_arn]
}

run "one_topic_for_alerts_and_alarms" {
  command = plan

  variables {
    alert_emails             = []
    oncall_emails            = []
    existing_alert_topic_arn = "arn:aws:sns:us-east-1:123456789012:all"
    existing_alarm_topic_arn = "arn:aws:sns:us-east-1:123456789012:all"
  }

  expect_failures = [var.existing_alarm_topic_arn]
}

run "oncall_emails" {
  command = plan

  variables {
    oncall_emails = ["oncall"]
  }

  expect_failures = [var.oncall_emails]
}

run "oncall_phone_numbers" {
  command = plan

  variables {
    oncall_phone_numbers = ["0151"]
  }

  expect_failures = [var.oncall_phone_numbers]
}

run "oncall_https_endpoints" {
  command = plan

  variables {
    oncall_https_endpoints = { pagerduty = "http://example.com" }
  }

  expect_failures = [var.oncall_https_endpoints]
}

run "runbook_url" {
  command = plan

  variables {
    runbook_url = "https://example.com/#here"
  }

  expect_failures = [var.runbook_url]
}

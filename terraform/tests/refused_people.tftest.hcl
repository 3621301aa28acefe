# Each variable refuses a value that could not work, before anything is planned: thresholds, notices, alarms.

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

run "humidity_high_threshold" {
  command = plan

  variables {
    humidity_high_threshold = 101
  }

  expect_failures = [var.humidity_high_threshold]
}

run "humidity_low_threshold" {
  command = plan

  variables {
    humidity_low_threshold = 95
  }

  expect_failures = [var.humidity_low_threshold]
}

run "temperature_rise_threshold" {
  command = plan

  variables {
    temperature_rise_threshold = -0.1
  }

  expect_failures = [var.temperature_rise_threshold]
}

run "temperature_rise_window_in_seconds" {
  command = plan

  variables {
    temperature_rise_window_in_seconds = 0
  }

  expect_failures = [var.temperature_rise_window_in_seconds]
}

run "temperature_rise_window_in_seconds_fraction" {
  command = plan

  variables {
    temperature_rise_window_in_seconds = 1.5
  }

  expect_failures = [var.temperature_rise_window_in_seconds]
}

run "temperature_rise_window_in_seconds_beyond_an_hour" {
  command = plan

  variables {
    temperature_rise_window_in_seconds = 3601
  }

  expect_failures = [var.temperature_rise_window_in_seconds]
}

run "hysteresis" {
  command = plan

  variables {
    hysteresis = -0.1
  }

  expect_failures = [var.hysteresis]
}

run "consecutive_breaches" {
  command = plan

  variables {
    consecutive_breaches = 0
  }

  expect_failures = [var.consecutive_breaches]
}

run "consecutive_breaches_fraction" {
  command = plan

  variables {
    consecutive_breaches = 1.5
  }

  expect_failures = [var.consecutive_breaches]
}

run "consecutive_breaches_beyond_a_thousand" {
  command = plan

  variables {
    consecutive_breaches = 1001
  }

  expect_failures = [var.consecutive_breaches]
}

run "digest_in_seconds" {
  command = plan

  variables {
    digest_in_seconds = 0
  }

  expect_failures = [var.digest_in_seconds]
}

run "digest_in_seconds_fraction" {
  command = plan

  variables {
    digest_in_seconds = 1.5
  }

  expect_failures = [var.digest_in_seconds]
}

run "digest_in_seconds_longer_than_the_alert_function_can_wait" {
  command = plan

  variables {
    digest_in_seconds = 11
  }

  expect_failures = [var.digest_in_seconds]
}

run "notification_cooldown_in_seconds" {
  command = plan

  variables {
    notification_cooldown_in_seconds = -1
  }

  expect_failures = [var.notification_cooldown_in_seconds]
}

run "notification_cooldown_in_seconds_fraction" {
  command = plan

  variables {
    notification_cooldown_in_seconds = 0.5
  }

  expect_failures = [var.notification_cooldown_in_seconds]
}

run "notification_cooldown_in_seconds_beyond_a_day" {
  command = plan

  variables {
    notification_cooldown_in_seconds = 86401
  }

  expect_failures = [var.notification_cooldown_in_seconds]
}

run "silence_in_seconds" {
  command = plan

  variables {
    silence_in_seconds = -1
  }

  expect_failures = [var.silence_in_seconds]
}

run "silence_in_seconds_shorter_than_between_two_checks" {
  command = plan

  variables {
    silence_in_seconds = 59
  }

  expect_failures = [var.silence_in_seconds]
}

run "silence_in_seconds_fraction" {
  command = plan

  variables {
    silence_in_seconds = 60.5
  }

  expect_failures = [var.silence_in_seconds]
}

run "silence_in_seconds_shorter_than_two_windows" {
  command = plan

  variables {
    silence_in_seconds                 = 300
    maximum_batching_window_in_seconds = 151
  }

  expect_failures = [var.silence_in_seconds]
}

run "silence_in_seconds_beyond_a_day" {
  command = plan

  variables {
    silence_in_seconds = 86401
  }

  expect_failures = [var.silence_in_seconds]
}

run "alert_emails" {
  command = plan

  variables {
    alert_emails = ["oncall"]
  }

  expect_failures = [var.alert_emails]
}

run "alert_phone_numbers" {
  command = plan

  variables {
    alert_phone_numbers = ["0151 1234"]
  }

  expect_failures = [var.alert_phone_numbers]
}

run "anomalies_per_device_per_hour" {
  command = plan

  variables {
    anomalies_per_device_per_hour = 0
  }

  expect_failures = [var.anomalies_per_device_per_hour]
}

run "iterator_age_alarm_in_seconds" {
  command = plan

  variables {
    iterator_age_alarm_in_seconds = 0
  }

  expect_failures = [var.iterator_age_alarm_in_seconds]
}

run "fleet_silence_alarm_in_minutes" {
  command = plan

  variables {
    fleet_silence_alarm_in_minutes = -1
  }

  expect_failures = [var.fleet_silence_alarm_in_minutes]
}

run "fleet_silence_alarm_in_minutes_longer_than_a_day" {
  command = plan

  variables {
    fleet_silence_alarm_in_minutes = 1441
  }

  expect_failures = [var.fleet_silence_alarm_in_minutes]
}

run "iterator_age_alarm_in_seconds_of_records_that_are_discarded_by_then" {
  command = plan

  variables {
    iterator_age_alarm_in_seconds = 3600
  }

  expect_failures = [var.iterator_age_alarm_in_seconds]
}

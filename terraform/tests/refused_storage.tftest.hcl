# Each variable refuses a value that could not work, before anything is planned: stream and tables.

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

run "stream_name" {
  command = plan

  variables {
    stream_name = "no spaces"
  }

  expect_failures = [var.stream_name]
}

run "shard_count" {
  command = plan

  variables {
    shard_count = 0
  }

  expect_failures = [var.shard_count]
}

run "stream_retention_in_hours" {
  command = plan

  variables {
    stream_retention_in_hours = 12
  }

  expect_failures = [var.stream_retention_in_hours]
}

run "table_name" {
  command = plan

  variables {
    table_name = "x"
  }

  expect_failures = [var.table_name]
}

run "two_tables_of_one_name" {
  command = plan

  variables {
    fleet_table_name = "iot-thresholds"
  }

  expect_failures = [var.table_name]
}

run "reading_retention_in_days" {
  command = plan

  variables {
    reading_retention_in_days = -1
  }

  expect_failures = [var.reading_retention_in_days]
}

run "rejected_table_name" {
  command = plan

  variables {
    rejected_table_name = "no spaces"
  }

  expect_failures = [var.rejected_table_name]
}

run "rejected_retention_in_days" {
  command = plan

  variables {
    rejected_retention_in_days = -1
  }

  expect_failures = [var.rejected_retention_in_days]
}

run "rejected_retention_in_days_fraction" {
  command = plan

  variables {
    rejected_retention_in_days = 0.5
  }

  expect_failures = [var.rejected_retention_in_days]
}

run "rejected_retention_in_days_beyond_a_century" {
  command = plan

  variables {
    rejected_retention_in_days = 36501
  }

  expect_failures = [var.rejected_retention_in_days]
}

run "alerts_table_name" {
  command = plan

  variables {
    alerts_table_name = "no spaces"
  }

  expect_failures = [var.alerts_table_name]
}

run "alerts_retention_in_days" {
  command = plan

  variables {
    alerts_retention_in_days = -1
  }

  expect_failures = [var.alerts_retention_in_days]
}

run "alerts_retention_in_days_shorter_than_the_dead_letters" {
  command = plan

  variables {
    alerts_retention_in_days = 14
  }

  expect_failures = [var.alerts_retention_in_days]
}

run "alerts_retention_in_days_fraction" {
  command = plan

  variables {
    alerts_retention_in_days = 15.5
  }

  expect_failures = [var.alerts_retention_in_days]
}

run "alerts_retention_in_days_beyond_a_century" {
  command = plan

  variables {
    alerts_retention_in_days = 36501
  }

  expect_failures = [var.alerts_retention_in_days]
}

run "retention_without_ledger_and_shadows" {
  command = plan

  variables {
    ledger_enabled                   = false
    shadows_enabled                  = false
    notification_cooldown_in_seconds = 0
    silence_in_seconds               = 0
    alerts_retention_in_days         = 15
  }

  expect_failures = [var.ledger_enabled]
}

run "shadow_table_name" {
  command = plan

  variables {
    shadow_table_name = "no spaces"
  }

  expect_failures = [var.shadow_table_name]
}

run "notices_table_name" {
  command = plan

  variables {
    notices_table_name = "no spaces"
  }

  expect_failures = [var.notices_table_name]
}

run "thresholds_table_name" {
  command = plan

  variables {
    thresholds_table_name = "no spaces"
  }

  expect_failures = [var.thresholds_table_name]
}

run "life_cycle_without_shadows" {
  command = plan

  variables {
    shadows_enabled    = false
    silence_in_seconds = 0
  }

  expect_failures = [var.shadows_enabled]
}

run "silence_without_shadows" {
  command = plan

  variables {
    shadows_enabled                  = false
    notification_cooldown_in_seconds = 0
  }

  expect_failures = [var.shadows_enabled]
}

run "log_retention_in_days" {
  command = plan

  variables {
    log_retention_in_days = 10
  }

  expect_failures = [var.log_retention_in_days]
}

run "fleet_table_name" {
  command = plan

  variables {
    fleet_table_name = "a"
  }

  expect_failures = [var.fleet_table_name]
}

run "fleet_retention_in_days" {
  command = plan

  variables {
    fleet_retention_in_days = -1
  }

  expect_failures = [var.fleet_retention_in_days]
}

run "fleet_retention_in_days_fraction" {
  command = plan

  variables {
    fleet_retention_in_days = 1.5
  }

  expect_failures = [var.fleet_retention_in_days]
}

run "fleet_window_in_seconds" {
  command = plan

  variables {
    fleet_window_in_seconds = 0
  }

  expect_failures = [var.fleet_window_in_seconds]
}

run "fleet_window_in_seconds_longer_than_lambda_has_it" {
  command = plan

  variables {
    fleet_window_in_seconds = 901
  }

  expect_failures = [var.fleet_window_in_seconds]
}

run "fleet_window_in_seconds_fraction" {
  command = plan

  variables {
    fleet_window_in_seconds = 1.5
  }

  expect_failures = [var.fleet_window_in_seconds]
}

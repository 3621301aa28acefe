# Each variable refuses a value that could not work, before anything is planned: functions and mappings.

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

run "consumer_jar" {
  command = plan

  variables {
    consumer_jar = "missing.jar"
  }

  expect_failures = [var.consumer_jar]
}

run "alert_jar" {
  command = plan

  variables {
    alert_jar = "missing.jar"
  }

  expect_failures = [var.alert_jar]
}

run "runtime" {
  command = plan

  variables {
    runtime = "java11"
  }

  expect_failures = [var.runtime]
}

run "architecture" {
  command = plan

  variables {
    architecture = "riscv"
  }

  expect_failures = [var.architecture]
}

run "tracing_mode" {
  command = plan

  variables {
    tracing_mode = "On"
  }

  expect_failures = [var.tracing_mode]
}

run "consumer_memory_in_mb" {
  command = plan

  variables {
    consumer_memory_in_mb = 128
  }

  expect_failures = [var.consumer_memory_in_mb]
}

run "alert_memory_in_mb" {
  command = plan

  variables {
    alert_memory_in_mb = 128
  }

  expect_failures = [var.alert_memory_in_mb]
}

run "consumer_reserved_concurrency" {
  command = plan

  variables {
    consumer_reserved_concurrency = 0
  }

  expect_failures = [var.consumer_reserved_concurrency]
}

run "alert_reserved_concurrency" {
  command = plan

  variables {
    alert_reserved_concurrency = 0
  }

  expect_failures = [var.alert_reserved_concurrency]
}

run "batch_size" {
  command = plan

  variables {
    batch_size = 10001
  }

  expect_failures = [var.batch_size]
}

run "maximum_batching_window_in_seconds" {
  command = plan

  variables {
    maximum_batching_window_in_seconds = 301
    silence_in_seconds                 = 0
  }

  expect_failures = [var.maximum_batching_window_in_seconds]
}

run "maximum_batching_window_in_seconds_fraction" {
  command = plan

  variables {
    maximum_batching_window_in_seconds = 0.5
  }

  expect_failures = [var.maximum_batching_window_in_seconds]
}

run "maximum_batching_window_in_seconds_negative" {
  command = plan

  variables {
    maximum_batching_window_in_seconds = -1
  }

  expect_failures = [var.maximum_batching_window_in_seconds]
}

run "maximum_retry_attempts" {
  command = plan

  variables {
    maximum_retry_attempts = -1
  }

  expect_failures = [var.maximum_retry_attempts]
}

run "maximum_record_age_in_seconds" {
  command = plan

  variables {
    maximum_record_age_in_seconds = -1
  }

  expect_failures = [var.maximum_record_age_in_seconds]
}

run "parallelization_factor" {
  command = plan

  variables {
    parallelization_factor = 11
  }

  expect_failures = [var.parallelization_factor]
}

run "consumer_timeout_in_seconds" {
  command = plan

  variables {
    consumer_timeout_in_seconds = 3
  }

  expect_failures = [var.consumer_timeout_in_seconds]
}

run "alert_timeout_in_seconds" {
  command = plan

  variables {
    alert_timeout_in_seconds = 19
  }

  expect_failures = [var.alert_timeout_in_seconds]
}

run "alert_maximum_retry_attempts" {
  command = plan

  variables {
    alert_maximum_retry_attempts = 3
  }

  expect_failures = [var.alert_maximum_retry_attempts]
}

run "starting_position" {
  command = plan

  variables {
    starting_position = "AT_TIMESTAMP"
  }

  expect_failures = [var.starting_position]
}

run "alert_reserved_concurrency_that_nobody_can_join" {
  command = plan

  variables {
    alert_reserved_concurrency = 4
  }

  expect_failures = [var.alert_reserved_concurrency]
}

run "fleet_jar" {
  command = plan

  variables {
    fleet_jar = "missing.jar"
  }

  expect_failures = [var.fleet_jar]
}

run "maximum_record_age_in_seconds_as_long_as_the_streams_retention" {
  command = plan

  variables {
    maximum_record_age_in_seconds = 86400
  }

  expect_failures = [aws_lambda_event_source_mapping.telemetry]
}

run "readings_capacity_with_a_maximum_below_the_minimum" {
  command = plan

  variables {
    readings_capacity = { minimum_writes = 100, maximum_writes = 10 }
  }

  expect_failures = [var.readings_capacity]
}

run "readings_capacity_without_reserve" {
  command = plan

  variables {
    readings_capacity = { minimum_writes = 100, maximum_writes = 1000, target_in_percent = 95 }
  }

  expect_failures = [var.readings_capacity]
}

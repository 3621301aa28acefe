# Each variable refuses a value that could not work, before anything is planned.

mock_provider "aws" {}

variables {
  consumer_jar = "tests/any.jar"
  alert_jar    = "tests/any.jar"
  fleet_jar    = "tests/any.jar"
}

run "region" {
  command = plan

  variables {
    region = "us_east"
  }

  expect_failures = [var.region]
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

run "rejected_table_name_of_the_readings" {
  command = plan

  variables {
    rejected_table_name = "iot-sensor-readings"
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

run "alerts_table_name_of_the_readings" {
  command = plan

  variables {
    alerts_table_name = "iot-sensor-readings"
  }

  expect_failures = [var.alerts_table_name]
}

run "alerts_table_name_of_the_quarantine" {
  command = plan

  variables {
    alerts_table_name = "iot-rejected-records"
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

run "shadow_table_name_of_the_readings" {
  command = plan

  variables {
    shadow_table_name = "iot-sensor-readings"
  }

  expect_failures = [var.shadow_table_name]
}

run "shadow_table_name_of_the_quarantine" {
  command = plan

  variables {
    shadow_table_name = "iot-rejected-records"
  }

  expect_failures = [var.shadow_table_name]
}

run "shadow_table_name_of_the_ledger" {
  command = plan

  variables {
    shadow_table_name = "iot-alerts"
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

run "notices_table_name_of_the_readings" {
  command = plan

  variables {
    notices_table_name = "iot-sensor-readings"
  }

  expect_failures = [var.notices_table_name]
}

run "notices_table_name_of_the_quarantine" {
  command = plan

  variables {
    notices_table_name = "iot-rejected-records"
  }

  expect_failures = [var.notices_table_name]
}

run "notices_table_name_of_the_ledger" {
  command = plan

  variables {
    notices_table_name = "iot-alerts"
  }

  expect_failures = [var.notices_table_name]
}

run "notices_table_name_of_the_shadows" {
  command = plan

  variables {
    notices_table_name = "iot-device-shadows"
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

run "thresholds_table_name_of_the_readings" {
  command = plan

  variables {
    thresholds_table_name = "iot-sensor-readings"
  }

  expect_failures = [var.thresholds_table_name]
}

run "thresholds_table_name_of_the_quarantine" {
  command = plan

  variables {
    thresholds_table_name = "iot-rejected-records"
  }

  expect_failures = [var.thresholds_table_name]
}

run "thresholds_table_name_of_the_ledger" {
  command = plan

  variables {
    thresholds_table_name = "iot-alerts"
  }

  expect_failures = [var.thresholds_table_name]
}

run "thresholds_table_name_of_the_shadows" {
  command = plan

  variables {
    thresholds_table_name = "iot-device-shadows"
  }

  expect_failures = [var.thresholds_table_name]
}

run "thresholds_table_name_of_the_notices" {
  command = plan

  variables {
    thresholds_table_name = "iot-notices"
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

run "log_retention_in_days" {
  command = plan

  variables {
    log_retention_in_days = 10
  }

  expect_failures = [var.log_retention_in_days]
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

run "starting_position" {
  command = plan

  variables {
    starting_position = "AT_TIMESTAMP"
  }

  expect_failures = [var.starting_position]
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

run "alert_reserved_concurrency_that_nobody_can_join" {
  command = plan

  variables {
    alert_reserved_concurrency = 4
  }

  expect_failures = [var.alert_reserved_concurrency]
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

run "fleet_table_name" {
  command = plan

  variables {
    fleet_table_name = "a"
  }

  expect_failures = [var.fleet_table_name]
}

run "fleet_table_name_of_the_readings" {
  command = plan

  variables {
    fleet_table_name = "iot-sensor-readings"
  }

  expect_failures = [var.fleet_table_name]
}

run "fleet_table_name_of_the_thresholds" {
  command = plan

  variables {
    fleet_table_name = "iot-thresholds"
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

run "fleet_jar" {
  command = plan

  variables {
    fleet_jar = "missing.jar"
  }

  expect_failures = [var.fleet_jar]
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

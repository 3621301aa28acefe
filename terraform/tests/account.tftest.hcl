# An account that is not empty.

mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan

  mock_data "aws_kinesis_stream" {
    defaults = { arn = "arn:aws:kinesis:us-east-1:123456789012:stream/company-telemetry", name = "company-telemetry", retention_period = 168 }
  }
}

variables {
  consumer_jar  = "tests/any.jar"
  alert_jar     = "tests/any.jar"
  fleet_jar     = "tests/any.jar"
  alert_emails  = ["cabinets@example.com"]
  oncall_emails = ["oncall@example.com"]
}

run "pipelines_side_by_side" {
  command = plan

  module {
    source = "./tests/two_pipelines"
  }

  variables {
    jar = "tests/any.jar"
  }

  assert {
    condition = alltrue([for kind in keys(output.names[0]) :
      length(distinct(flatten([for names in output.names : names[kind]]))) == length(flatten([for names in output.names : names[kind]]))
    ])
    error_message = "no two pipelines may share the name of anything"
  }

  assert {
    condition     = alltrue(flatten([for names in output.names : [for kind, list in names : length(list) > 0 || kind == "auto_scaling"]]))
    error_message = "every kind has names, or this test would test nothing"
  }
}

run "what_belongs_to_a_function_has_its_name" {
  command = plan

  variables {
    name_prefix = "north-"
  }

  assert {
    condition = alltrue([for name, function in { north-iot-consumer = module.consumer, north-iot-alert = module.alert, north-iot-silence-check = module.silence_check[0], north-iot-fleet = module.fleet[0] } :
      function.name == name && function.role.name == name && function.log_group.name == "/aws/lambda/${name}"
    ])
    error_message = "role and log group have the function's name"
  }

  assert {
    condition     = module.alert.environment["ALERT_METRIC_NAMESPACE"] == "north-IoTPipeline/Alerts" && module.fleet[0].environment["FLEET_METRIC_NAMESPACE"] == "north-IoTPipeline/Fleet"
    error_message = "the functions send their metrics to the namespaces of their own pipeline"
  }

  assert {
    condition     = one([for statement in module.alert.policy.Statement : statement if statement.Sid == "CountAnomalies"]).Condition.StringEquals["cloudwatch:namespace"] == "north-IoTPipeline/Alerts" && one([for statement in module.fleet[0].policy.Statement : statement if statement.Sid == "SendMetrics"]).Condition.StringEquals["cloudwatch:namespace"] == "north-IoTPipeline/Fleet"
    error_message = "they may send metrics there, and nowhere else"
  }

  assert {
    condition = alltrue([for text in [jsonencode(aws_cloudwatch_metric_alarm.device_anomalies.metric_query), jsonencode(aws_cloudwatch_dashboard.pipeline.dashboard_body)] :
      strcontains(text, "north-IoTPipeline/Alerts") && length(regexall("[^-]IoTPipeline", text)) == 0
    ])
    error_message = "alarm and dashboard read the metrics of their own pipeline"
  }
}

run "names_tags_and_outputs_are_all_there" {
  command = plan

  module {
    source = "./tests/sources"
  }

  assert {
    condition = alltrue([for file, resource in output.resources :
      strcontains(output.names, resource.address) || startswith(file, "modules/") || contains([
        "aws_appautoscaling_target", "aws_cloudwatch_event_target", "aws_kms_key", "aws_lambda_event_source_mapping", "aws_lambda_function_event_invoke_config",
        "aws_lambda_permission", "aws_sns_topic_policy", "aws_sns_topic_subscription", "aws_sqs_queue_policy", "terraform_data",
      ], resource.type)
    ])
    error_message = "names.tf has to name each resource that has a name of its own"
  }

  assert {
    condition = alltrue([for resource in values(output.resources) :
      can(regex("(?m)^  tags += (local.tags|var.settings.tags)$", resource.text)) || contains([
        "aws_appautoscaling_policy", "aws_cloudwatch_dashboard", "aws_cloudwatch_event_target", "aws_cloudwatch_log_metric_filter", "aws_iam_role_policy", "aws_kms_alias",
        "aws_lambda_alias", "aws_lambda_function_event_invoke_config", "aws_lambda_permission", "aws_sns_topic_policy", "aws_sns_topic_subscription",
        "aws_sqs_queue_policy", "terraform_data",
      ], resource.type)
    ])
    error_message = "each resource that can have tags has to have them"
  }

  assert {
    condition     = length(output.asked_for) > 10 && length(setsubtract(output.asked_for, output.outputs)) == 0
    error_message = "docs/OPERATIONS.md asks for an output that does not exist"
  }

  assert {
    condition     = length(output.resources) > 30
    error_message = "the resources have to be found, or this test would test nothing"
  }
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

  assert {
    condition     = alltrue([for tags in [aws_kinesis_stream.telemetry[0].tags, aws_dynamodb_table.readings.tags, aws_sns_topic.alarms[0].tags, aws_cloudwatch_metric_alarm.pipeline["iot-quarantine"].tags, module.consumer.function.tags] : tags == tomap(output.tags)])
    error_message = "the tags have to be those of the output"
  }
}

run "a_boundary_for_the_roles" {
  command = plan

  variables {
    permissions_boundary_arn = "arn:aws:iam::123456789012:policy/boundary"
  }

  assert {
    condition     = alltrue([for function in [module.consumer, module.alert, module.silence_check[0], module.fleet[0]] : function.role.permissions_boundary == "arn:aws:iam::123456789012:policy/boundary"])
    error_message = "every role has to be bounded"
  }
}

run "an_existing_stream" {
  command = plan

  variables {
    existing_stream_name          = "company-telemetry"
    existing_stream_key_arn       = "arn:aws:kms:us-east-1:123456789012:key/66666666-2222-3333-4444-555555555555"
    maximum_record_age_in_seconds = 86400
  }

  assert {
    condition     = length(aws_kinesis_stream.telemetry) == 0 && output.stream_name == "company-telemetry" && length(output.names.stream) == 0
    error_message = "the stream has to be the existing one"
  }

  assert {
    condition     = alltrue([for mapping in [aws_lambda_event_source_mapping.telemetry, aws_lambda_event_source_mapping.fleet[0]] : mapping.event_source_arn == "arn:aws:kinesis:us-east-1:123456789012:stream/company-telemetry"])
    error_message = "both functions have to read it"
  }

  assert {
    condition = jsonencode({ for name, policy in { consumer = module.consumer.policy, fleet = module.fleet[0].policy, producer = jsondecode(aws_iam_policy.producer.policy), redrive = jsondecode(aws_iam_policy.redrive.policy) } :
      name => [for statement in policy.Statement : statement.Action if statement.Resource == "arn:aws:kms:us-east-1:123456789012:key/66666666-2222-3333-4444-555555555555"]
    }) == jsonencode({ consumer = [["kms:Decrypt"]], fleet = [["kms:Decrypt"]], producer = [["kms:GenerateDataKey"]], redrive = [["kms:Decrypt"], ["kms:GenerateDataKey"]] })
    error_message = "who reads may decrypt, who writes may encrypt"
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.pipeline["iot-stream-unread"].threshold == 168 * 3600 * 500 && aws_cloudwatch_metric_alarm.pipeline["iot-fleet-silent"].dimensions["StreamName"] == "company-telemetry"
    error_message = "the alarms have to watch the existing stream, by its own retention"
  }
}

run "an_existing_stream_that_forgets_too_early" {
  command = plan

  variables {
    existing_stream_name          = "company-telemetry"
    maximum_record_age_in_seconds = 604800
  }

  expect_failures = [aws_lambda_event_source_mapping.telemetry]
}

run "an_existing_key" {
  command = plan

  variables {
    existing_key_arn = "arn:aws:kms:us-east-1:123456789012:key/77777777-2222-3333-4444-555555555555"
  }

  assert {
    condition     = length(aws_kms_key.notifications) + length(aws_kms_alias.notifications) == 0 && aws_sns_topic.alerts[0].kms_master_key_id == var.existing_key_arn && aws_sns_topic.alarms[0].kms_master_key_id == var.existing_key_arn
    error_message = "the existing key has to encrypt both topics"
  }

  assert {
    condition     = one([for statement in module.alert.policy.Statement : statement.Resource if statement.Sid == "EncryptNotifications"]) == var.existing_key_arn
    error_message = "the alert function has to be allowed to use the existing key"
  }
}

run "existing_topics" {
  command = plan

  variables {
    alert_emails             = []
    oncall_emails            = []
    existing_alert_topic_arn = "arn:aws:sns:us-east-1:123456789012:company-alerts"
    existing_alarm_topic_arn = "arn:aws:sns:us-east-1:123456789012:company-oncall"
  }

  assert {
    condition     = length(aws_sns_topic.alerts) + length(aws_sns_topic.alarms) + length(aws_sns_topic_policy.alerts) + length(aws_sns_topic_policy.alarms) + length(aws_kms_key.notifications) == 0
    error_message = "existing topics need no new one, and no key"
  }

  assert {
    condition     = module.alert.environment["SNS_TOPIC_ARN"] == var.existing_alert_topic_arn && one([for statement in module.alert.policy.Statement : statement.Resource if statement.Sid == "Notify"]) == var.existing_alert_topic_arn && !contains(module.alert.policy.Statement[*].Sid, "EncryptNotifications")
    error_message = "the alert function has to publish to the existing topic"
  }

  assert {
    condition     = alltrue([for alarm in values(aws_cloudwatch_metric_alarm.pipeline) : toset(alarm.alarm_actions) == toset([var.existing_alarm_topic_arn])]) && aws_cloudwatch_metric_alarm.pipeline["iot-alarm-deliveries-failed"].dimensions["TopicName"] == "company-oncall"
    error_message = "the alarms have to go to the existing topic, and to watch it"
  }
}

# Who is told.

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

run "subscriptions" {
  command = plan

  variables {
    alert_phone_numbers = ["+4915112345678"]
    sms_filter_policy   = { anomalies = ["temperature_above"] }
  }

  assert {
    condition     = aws_sns_topic_subscription.email["cabinets@example.com"].protocol == "email" && aws_sns_topic_subscription.email["cabinets@example.com"].filter_policy == null
    error_message = "an e-mail subscription gets every message unless filtered"
  }

  assert {
    condition     = jsondecode(aws_sns_topic_subscription.sms["+4915112345678"].filter_policy).anomalies[0] == "temperature_above"
    error_message = "a text message subscription is filtered as asked"
  }
}

run "no_alarm_is_filtered" {
  command = plan

  variables {
    alert_phone_numbers    = ["+4915112345678"]
    oncall_phone_numbers   = ["+4915112345679"]
    oncall_https_endpoints = { pagerduty = "https://events.pagerduty.com/integration/KEY/enqueue" }
    email_filter_policy    = { anomalies = ["temperature_above"] }
    sms_filter_policy      = { anomalies = ["temperature_above"] }
  }

  # CloudWatch's messages have no attributes, so a filter drops every one of them.
  assert {
    condition = length(setintersection(
      flatten([for alarm in concat(values(aws_cloudwatch_metric_alarm.pipeline), [aws_cloudwatch_composite_alarm.fleet_anomalies]) : [alarm.alarm_actions, alarm.ok_actions]]),
      [for subscription in concat(values(aws_sns_topic_subscription.email), values(aws_sns_topic_subscription.sms), values(aws_sns_topic_subscription.oncall)) : subscription.topic_arn if subscription.filter_policy != null],
    )) == 0
    error_message = "no alarm may notify a topic with a filtered subscription"
  }

  assert {
    condition     = length([for subscription in concat(values(aws_sns_topic_subscription.email), values(aws_sns_topic_subscription.sms)) : subscription if subscription.filter_policy != null]) == 2
    error_message = "the subscriptions to alerts are filtered here, or this test would test nothing"
  }

  assert {
    condition     = alltrue([for alarm in concat(values(aws_cloudwatch_metric_alarm.pipeline), [aws_cloudwatch_composite_alarm.fleet_anomalies]) : toset(alarm.alarm_actions) == toset([aws_sns_topic.alarms[0].arn]) && toset(alarm.ok_actions) == toset([aws_sns_topic.alarms[0].arn])])
    error_message = "every alarm has to notify the people on call, also when it is over"
  }

  assert {
    condition = jsonencode({ for name, subscription in aws_sns_topic_subscription.oncall : name => [subscription.topic_arn, subscription.protocol, subscription.endpoint_auto_confirms] }) == jsonencode({
      "+4915112345679"     = [aws_sns_topic.alarms[0].arn, "sms", false]
      "oncall@example.com" = [aws_sns_topic.alarms[0].arn, "email", false]
      "pagerduty"          = [aws_sns_topic.alarms[0].arn, "https", true]
    })
    error_message = "the people on call are subscribed to the alarms"
  }

  assert {
    condition = jsonencode({ for topic, policy in { alerts = aws_sns_topic_policy.alerts[0].policy, alarms = aws_sns_topic_policy.alarms[0].policy } : topic => [for statement in jsondecode(policy).Statement : statement.Sid] }) == jsonencode({
      alerts = ["RefuseWithoutTls"]
      alarms = ["RefuseWithoutTls", "NotifyFromAlarms"]
    })
    error_message = "CloudWatch may publish to the alarms only"
  }
}

run "nobody_is_told" {
  command = plan

  variables {
    alert_emails  = []
    oncall_emails = []
  }

  expect_failures = [check.somebody_gets_the_alarms, check.somebody_gets_the_alerts]
}

run "somebody_has_not_confirmed" {
  command = plan

  override_resource {
    target          = aws_sns_topic_subscription.oncall
    values          = { pending_confirmation = true }
    override_during = plan
  }

  expect_failures = [check.everybody_has_confirmed]

  assert {
    condition     = jsonencode(output.still_to_confirm) == jsonencode(["oncall@example.com (alarms)"])
    error_message = "the output has to say whose confirmation is missing"
  }
}

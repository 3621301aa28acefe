# Who may do what.

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

run "permissions" {
  command = plan

  assert {
    condition = jsonencode({ for statement in module.consumer.policy.Statement : statement.Sid => [sort(statement.Action), statement.Resource] }) == jsonencode({
      ReadStream          = [["kinesis:DescribeStream", "kinesis:DescribeStreamSummary", "kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:ListShards"], "arn:aws:kinesis:us-east-1:123456789012:stream/iot-telemetry-stream"]
      WriteReadings       = [["dynamodb:BatchWriteItem"], "arn:aws:dynamodb:us-east-1:123456789012:table/iot-sensor-readings"]
      QuarantineRecords   = [["dynamodb:BatchWriteItem"], "arn:aws:dynamodb:us-east-1:123456789012:table/iot-rejected-records"]
      KeepShadows         = [["dynamodb:BatchGetItem", "dynamodb:PartiQLInsert", "dynamodb:PartiQLUpdate"], "arn:aws:dynamodb:us-east-1:123456789012:table/iot-device-shadows"]
      ReadThresholds      = [["dynamodb:Scan"], "arn:aws:dynamodb:us-east-1:123456789012:table/iot-thresholds"]
      AskForAlerts        = [["lambda:InvokeFunction"], "arn:aws:lambda:us-east-1:123456789012:function:iot-alert:live"]
      ReportFailedBatches = [["sqs:SendMessage"], "arn:aws:sqs:us-east-1:123456789012:iot-failed-batches"]
      WriteLogs           = [["logs:CreateLogStream", "logs:PutLogEvents"], "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/function:log-stream:*"]
      WriteTraces         = [["xray:PutTelemetryRecords", "xray:PutTraceSegments"], "*"]
    })
    error_message = "the consumer may do this, and nothing else"
  }

  assert {
    condition = jsonencode({ for statement in module.alert.policy.Statement : statement.Sid => [sort(statement.Action), statement.Resource] }) == jsonencode({
      KeepLedger           = [["dynamodb:UpdateItem"], "arn:aws:dynamodb:us-east-1:123456789012:table/iot-alerts"]
      KeepNotices          = [["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"], "arn:aws:dynamodb:us-east-1:123456789012:table/iot-notices"]
      Notify               = [["sns:Publish"], "arn:aws:sns:us-east-1:123456789012:iot-alerts"]
      EncryptNotifications = [["kms:Decrypt", "kms:GenerateDataKey"], "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"]
      CountAnomalies       = [["cloudwatch:PutMetricData"], "*"]
      KeepFailedAlerts     = [["sqs:SendMessage"], "arn:aws:sqs:us-east-1:123456789012:iot-failed-alerts"]
      WriteLogs            = [["logs:CreateLogStream", "logs:PutLogEvents"], "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/function:log-stream:*"]
      WriteTraces          = [["xray:PutTelemetryRecords", "xray:PutTraceSegments"], "*"]
    })
    error_message = "the alert function may do this, and nothing else"
  }

  assert {
    condition = jsonencode({ for statement in module.silence_check[0].policy.Statement : statement.Sid => [sort(statement.Action), statement.Resource] }) == jsonencode({
      FindSilentDevices = [["dynamodb:Query"], "arn:aws:dynamodb:us-east-1:123456789012:table/iot-device-shadows/index/by-silence-slot"]
      MarkSilentDevices = [["dynamodb:BatchGetItem", "dynamodb:PartiQLUpdate"], "arn:aws:dynamodb:us-east-1:123456789012:table/iot-device-shadows"]
      AskForAlerts      = [["lambda:InvokeFunction"], "arn:aws:lambda:us-east-1:123456789012:function:iot-alert:live"]
      WriteLogs         = [["logs:CreateLogStream", "logs:PutLogEvents"], "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/function:log-stream:*"]
      WriteTraces       = [["xray:PutTelemetryRecords", "xray:PutTraceSegments"], "*"]
    })
    error_message = "the silence check may do this, and nothing else"
  }

  assert {
    condition = jsonencode({ for statement in module.fleet[0].policy.Statement : statement.Sid => [sort(statement.Action), statement.Resource] }) == jsonencode({
      ReadStream     = [["kinesis:DescribeStream", "kinesis:DescribeStreamSummary", "kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:ListShards"], "arn:aws:kinesis:us-east-1:123456789012:stream/iot-telemetry-stream"]
      KeepStatistics = [["dynamodb:PutItem", "dynamodb:UpdateItem"], "arn:aws:dynamodb:us-east-1:123456789012:table/iot-fleet-statistics"]
      SendMetrics    = [["cloudwatch:PutMetricData"], "*"]
      WriteLogs      = [["logs:CreateLogStream", "logs:PutLogEvents"], "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/function:log-stream:*"]
      WriteTraces    = [["xray:PutTelemetryRecords", "xray:PutTraceSegments"], "*"]
    })
    error_message = "the fleet's statistics may do this, and nothing else"
  }

  assert {
    condition = jsonencode({ for statement in jsondecode(aws_iam_policy.redrive.policy).Statement : statement.Sid => [sort(statement.Action), sort(flatten([statement.Resource]))] }) == jsonencode({
      TakeFromQueues     = [["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"], ["arn:aws:sqs:us-east-1:123456789012:iot-failed-alerts", "arn:aws:sqs:us-east-1:123456789012:iot-failed-batches"]]
      TakeFromQuarantine = [["dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan"], ["arn:aws:dynamodb:us-east-1:123456789012:table/iot-rejected-records"]]
      ReadAndWriteStream = [["kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:PutRecord"], ["arn:aws:kinesis:us-east-1:123456789012:stream/iot-telemetry-stream"]]
      SendAlerts         = [["lambda:InvokeFunction"], ["arn:aws:lambda:us-east-1:123456789012:function:iot-alert:live"]]
    })
    error_message = "the redrive policy has to allow this, and nothing else"
  }

  assert {
    condition = jsonencode({ for statement in jsondecode(aws_iam_policy.producer.policy).Statement : statement.Sid => [statement.Effect, statement.Action, statement.Resource] }) == jsonencode({
      PutReadings = ["Allow", ["kinesis:DescribeStreamSummary", "kinesis:PutRecord"], "arn:aws:kinesis:us-east-1:123456789012:stream/iot-telemetry-stream"]
    })
    error_message = "who sends readings may do this, and nothing else"
  }

  assert {
    condition     = aws_iam_policy.redrive.name == "iot-redrive" && alltrue([for statement in jsondecode(aws_iam_policy.redrive.policy).Statement : statement.Effect == "Allow"])
    error_message = "the policy is found by its name, and allows"
  }
}

run "least_privilege" {
  command = plan

  assert {
    condition = alltrue(flatten([for policy in [module.consumer.policy, module.alert.policy, module.silence_check[0].policy, module.fleet[0].policy] :
      [for statement in policy.Statement : [for action in flatten([statement.Action]) : !strcontains(action, "*")]]
    ]))
    error_message = "no permission may have a wildcard action"
  }

  assert {
    condition = alltrue(flatten([for policy in [module.consumer.policy, module.alert.policy, module.silence_check[0].policy, module.fleet[0].policy] :
      [for statement in policy.Statement : statement.Resource != "*" || can(statement.Condition)]
    ]))
    error_message = "a permission without a resource has to be narrowed by a condition"
  }

  assert {
    condition = alltrue(flatten([for policy in [module.consumer.policy, module.alert.policy, module.silence_check[0].policy, module.fleet[0].policy] :
      [for statement in policy.Statement : !strcontains(statement.Resource, "*") || contains(["CountAnomalies", "SendMetrics", "WriteTraces", "WriteLogs"], statement.Sid)]
    ]))
    error_message = "only metrics, traces and the streams of one log group may lack an exact ARN"
  }

  assert {
    condition = alltrue(flatten([for policy in [module.consumer.policy, module.alert.policy, module.silence_check[0].policy, module.fleet[0].policy] :
      [for statement in policy.Statement : can(regex("^[A-Za-z]+$", statement.Sid))]
    ]))
    error_message = "every permission has to have a name"
  }

  assert {
    condition     = one([for statement in module.alert.policy.Statement : statement if statement.Sid == "CountAnomalies"]).Condition.StringEquals["cloudwatch:namespace"] == "IoTPipeline/Alerts" && one([for statement in module.fleet[0].policy.Statement : statement if statement.Sid == "SendMetrics"]).Condition.StringEquals["cloudwatch:namespace"] == "IoTPipeline/Fleet"
    error_message = "metrics of a function may go to one namespace only"
  }
}

run "redrive_commands" {
  command = plan

  variables {
    stream_name         = "telemetry"
    rejected_table_name = "rejected"
  }

  assert {
    condition = jsonencode([output.redrive_quarantine_command, output.redrive_batches_command, output.redrive_alerts_command, output.redrive_records_command]) == jsonencode([
      "AWS_REGION=us-east-1 java -jar redrive/target/redrive.jar quarantine --table rejected --stream telemetry",
      "AWS_REGION=us-east-1 java -jar redrive/target/redrive.jar batches --queue iot-failed-batches --stream telemetry",
      "AWS_REGION=us-east-1 java -jar redrive/target/redrive.jar alerts --queue iot-failed-alerts --function iot-alert:live",
      "AWS_REGION=us-east-1 java -jar redrive/target/redrive.jar records --stream telemetry",
    ])
    error_message = "the commands have to be for this region and these names, and dry runs"
  }
}

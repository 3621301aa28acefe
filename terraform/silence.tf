# Looks once a minute for devices that are silent. The shadows tell when each was last heard of.
module "silence_check" {
  source = "./modules/java-function"
  count  = local.silence_checked ? 1 : 0

  name                 = "iot-silence-check"
  description          = "Finds devices that are not heard of any more, requests alerts"
  handler              = "dev.iotpipeline.consumer.SilenceCheckHandler::handleRequest"
  jar                  = var.consumer_jar
  settings             = local.function_settings
  memory_in_mb         = 512
  timeout_in_seconds   = 60
  reserved_concurrency = -1

  environment = {
    SHADOW_TABLE_NAME   = aws_dynamodb_table.shadows.name
    ALERT_FUNCTION_NAME = module.alert.live_arn
    SILENCE_SECONDS     = tostring(var.silence_in_seconds)
  }

  permissions = [
    {
      Sid      = "FindSilentDevices"
      Effect   = "Allow"
      Action   = ["dynamodb:Query"]
      Resource = "${aws_dynamodb_table.shadows.arn}/index/${one(aws_dynamodb_table.shadows.global_secondary_index).name}"
    },
    {
      Sid      = "MarkSilentDevices"
      Effect   = "Allow"
      Action   = ["dynamodb:BatchGetItem", "dynamodb:PartiQLUpdate"]
      Resource = aws_dynamodb_table.shadows.arn
    },
    {
      Sid      = "AskForAlerts"
      Effect   = "Allow"
      Action   = ["lambda:InvokeFunction"]
      Resource = module.alert.live_arn
    },
  ]
}

locals {
  silence_checked = var.silence_in_seconds > 0
}

resource "aws_cloudwatch_event_rule" "silence_check" {
  count = local.silence_checked ? 1 : 0

  name                = "${var.name_prefix}iot-silence-check"
  tags                = local.tags
  description         = "Starts the silence check"
  schedule_expression = "rate(1 minute)"
}

resource "aws_cloudwatch_event_target" "silence_check" {
  count = local.silence_checked ? 1 : 0

  rule = aws_cloudwatch_event_rule.silence_check[0].name
  # The alias, not the function: SnapStart and roll-back need a published version.
  arn = module.silence_check[0].live_arn

  # The permission has to exist before the first check.
  depends_on = [aws_lambda_permission.silence_check]
}

resource "aws_lambda_permission" "silence_check" {
  count = local.silence_checked ? 1 : 0

  statement_id  = "CheckOnSchedule"
  action        = "lambda:InvokeFunction"
  function_name = module.silence_check[0].name
  qualifier     = module.silence_check[0].live_name
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.silence_check[0].arn
}

# A check that fails is not tried again, and one that is late is dropped: the next minute's check finds the same devices.
resource "aws_lambda_function_event_invoke_config" "silence_check" {
  count = local.silence_checked ? 1 : 0

  function_name                = module.silence_check[0].name
  qualifier                    = module.silence_check[0].live_name
  maximum_retry_attempts       = 0
  maximum_event_age_in_seconds = 60
}

# Counts the readings of each time window and shard: the fleet's statistics. It reads the stream beside the consumer, and neither
# waits for the other.
module "fleet" {
  source = "./modules/java-function"
  count  = var.fleet_statistics_enabled ? 1 : 0

  name        = "iot-fleet"
  description = "Takes records from Kinesis, counts them by time window, writes statistics to DynamoDB and CloudWatch"
  handler     = "dev.iotpipeline.fleet.FleetHandler::handleRequest"
  jar         = var.fleet_jar
  settings    = local.function_settings

  environment = merge(local.thresholds, {
    FLEET_TABLE_NAME     = aws_dynamodb_table.fleet_statistics.name
    FLEET_RETENTION_DAYS = tostring(var.fleet_retention_in_days)
    }, var.name_prefix != "" ? {
    FLEET_METRIC_NAMESPACE = local.fleet_namespace
  } : {})

  memory_in_mb         = 512
  timeout_in_seconds   = 60
  reserved_concurrency = -1

  permissions = concat(local.read_stream, [
    {
      Sid      = "KeepStatistics"
      Effect   = "Allow"
      Action   = ["dynamodb:PutItem", "dynamodb:UpdateItem"]
      Resource = aws_dynamodb_table.fleet_statistics.arn
    },
    {
      # This action has no resources to name. The condition narrows it to one namespace.
      Sid       = "SendMetrics"
      Effect    = "Allow"
      Action    = ["cloudwatch:PutMetricData"]
      Resource  = "*"
      Condition = { StringEquals = { "cloudwatch:namespace" = local.fleet_namespace } }
    },
  ])
}

locals {
  fleet_namespace = "${var.name_prefix}IoTPipeline/Fleet"
}

# No failure destination: who puts a batch back into the stream does it for the consumer, and this function reads it again as well.
# A window whose result cannot be kept is tried again: each call tries for most of a minute, and Lambda makes eleven calls.
resource "aws_lambda_event_source_mapping" "fleet" {
  count = var.fleet_statistics_enabled ? 1 : 0

  event_source_arn = local.stream.arn
  # The alias, not the function: SnapStart and roll-back need a published version.
  function_name              = module.fleet[0].live_arn
  starting_position          = var.starting_position
  tumbling_window_in_seconds = var.fleet_window_in_seconds
  # Nobody waits for a record here, so few large batches are cheaper. Lambda still ends them at 6 MB.
  batch_size                         = 10000
  maximum_batching_window_in_seconds = 10
  # Records of a shard have to come in order: by that the function knows one that comes again.
  parallelization_factor        = 1
  maximum_retry_attempts        = 10
  maximum_record_age_in_seconds = 3600
  function_response_types       = ["ReportBatchItemFailures"]
  tags                          = local.tags
}

# The readings' table pays for each write, or for a capacity that follows the load. The other tables have few writes, or uneven ones.

locals {
  readings_capacity = var.readings_capacity == null ? {} : {
    ReadCapacityUnits  = { minimum = var.readings_capacity.minimum_reads, maximum = var.readings_capacity.maximum_reads, metric = "DynamoDBReadCapacityUtilization" }
    WriteCapacityUnits = { minimum = var.readings_capacity.minimum_writes, maximum = var.readings_capacity.maximum_writes, metric = "DynamoDBWriteCapacityUtilization" }
  }
}

resource "aws_appautoscaling_target" "readings" {
  for_each = local.readings_capacity

  service_namespace  = "dynamodb"
  resource_id        = "table/${aws_dynamodb_table.readings.name}"
  scalable_dimension = "dynamodb:table:${each.key}"
  min_capacity       = each.value.minimum
  max_capacity       = each.value.maximum
  tags               = local.tags
}

resource "aws_appautoscaling_policy" "readings" {
  for_each = local.readings_capacity

  name               = "${aws_dynamodb_table.readings.name}-${each.key}"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.readings[each.key].service_namespace
  resource_id        = aws_appautoscaling_target.readings[each.key].resource_id
  scalable_dimension = aws_appautoscaling_target.readings[each.key].scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value = var.readings_capacity.target_in_percent

    predefined_metric_specification {
      predefined_metric_type = each.value.metric
    }
  }
}

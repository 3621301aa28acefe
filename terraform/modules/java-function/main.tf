# What the functions share: a role with only the given permissions, a log group that is created before the function, a published
# version with a snapshot, and the alias `live` on it.

locals {
  name = "${var.settings.name_prefix}${var.name}"
}

resource "aws_iam_role" "this" {
  name                 = local.name
  permissions_boundary = var.settings.permissions_boundary_arn
  tags                 = var.settings.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RunAsFunction"
        Effect    = "Allow"
        Principal = { Service = "lambda.amazonaws.com" }
        Action    = "sts:AssumeRole"
      },
    ]
  })
}

locals {
  common_permissions = [
    {
      Sid    = "WriteLogs"
      Effect = "Allow"
      Action = ["logs:CreateLogStream", "logs:PutLogEvents"]
      # The streams of this one log group; Lambda chooses their names.
      Resource = "${aws_cloudwatch_log_group.this.arn}:log-stream:*"
    },
  ]

  # These actions have no resources to name. The condition narrows them to one region.
  tracing_permissions = var.settings.tracing_mode != "Active" ? [] : [
    {
      Sid       = "WriteTraces"
      Effect    = "Allow"
      Action    = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"]
      Resource  = "*"
      Condition = { StringEquals = { "aws:RequestedRegion" = var.settings.region } }
    },
  ]
}

resource "aws_iam_role_policy" "this" {
  name = local.name
  role = aws_iam_role.this.id

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat(var.permissions, local.common_permissions, local.tracing_permissions)
  })
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/lambda/${local.name}"
  retention_in_days = var.settings.log_retention
  tags              = var.settings.tags
}

resource "aws_lambda_function" "this" {
  function_name                  = local.name
  description                    = var.description
  role                           = aws_iam_role.this.arn
  handler                        = var.handler
  runtime                        = var.settings.runtime
  architectures                  = [var.settings.architecture]
  filename                       = var.jar
  source_code_hash               = filebase64sha256(var.jar)
  memory_size                    = var.memory_in_mb
  timeout                        = var.timeout_in_seconds
  reserved_concurrent_executions = var.reserved_concurrency
  publish                        = true
  tags                           = var.settings.tags

  environment {
    variables = var.environment
  }

  snap_start {
    apply_on = "PublishedVersions"
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.this.name
  }

  tracing_config {
    mode = var.settings.tracing_mode
  }

  dynamic "dead_letter_config" {
    for_each = var.dead_letter_arn == null ? [] : [var.dead_letter_arn]

    content {
      target_arn = dead_letter_config.value
    }
  }

  # When Lambda creates a version, it checks that the role has the permissions, so they have to exist first.
  depends_on = [aws_iam_role_policy.this]
}

resource "aws_lambda_alias" "live" {
  name             = "live"
  description      = "The version that callers invoke"
  function_name    = aws_lambda_function.this.function_name
  function_version = aws_lambda_function.this.version
}

output "name" {
  description = "Name of the function."
  value       = aws_lambda_function.this.function_name
}

output "live_name" {
  description = "Name of the alias that callers use."
  value       = aws_lambda_alias.live.name
}

output "live_arn" {
  description = "ARN of the alias that callers use."
  value       = aws_lambda_alias.live.arn
}

output "log_group_name" {
  description = "Where the function logs."
  value       = aws_cloudwatch_log_group.this.name
}

output "function" {
  description = "The function, for tests."
  value       = aws_lambda_function.this
}

output "log_group" {
  description = "The log group, for tests."
  value       = aws_cloudwatch_log_group.this
}

output "role" {
  description = "The role, for tests."
  value       = aws_iam_role.this
}

output "policy" {
  description = "The role's permissions, for tests."
  value       = jsondecode(aws_iam_role_policy.this.policy)
}

output "environment" {
  description = "The settings, for tests."
  value       = var.environment
}

output "dead_letter_arn" {
  description = "The dead-letter queue, for tests."
  value       = one([for config in aws_lambda_function.this.dead_letter_config : config.target_arn])
}

variable "name" {
  description = "Name of the function, its role and its log group, without the prefix."
  type        = string
}

variable "settings" {
  description = "What is the same for every function: the region is the one that traces may be written to, the retention is in days."
  type = object({
    name_prefix              = string
    runtime                  = string
    architecture             = string
    tracing_mode             = string
    log_retention            = number
    region                   = string
    permissions_boundary_arn = string
    tags                     = map(string)
  })
}

variable "description" {
  description = "What the function does; the console shows it."
  type        = string
}

variable "handler" {
  description = "Class and method, as package.Class::method."
  type        = string
}

variable "jar" {
  description = "Path of the self-contained jar."
  type        = string
}

variable "memory_in_mb" {
  description = "Memory. Lambda gives processor time in proportion to it."
  type        = number
}

variable "timeout_in_seconds" {
  description = "How long one invocation may take."
  type        = number
}

variable "reserved_concurrency" {
  description = "Instances that are reserved, which is also the maximum; -1: none."
  type        = number
}

variable "environment" {
  description = "The function's settings."
  type        = map(string)
}

variable "permissions" {
  description = "Policy statements of the role, one per permission, besides those for logs and traces."
  type        = any
}

variable "dead_letter_arn" {
  description = "Dead-letter queue for asynchronous invocations that were given up; null: the function has none."
  type        = string
  default     = null
}

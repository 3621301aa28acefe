# The text of the deployment, for tests of what no plan shows.

locals {
  root  = "${path.module}/../.."
  files = setunion(fileset(local.root, "*.tf"), fileset(local.root, "modules/*/*.tf"))
}

output "resources" {
  description = "Each resource's block, by file, type and name."
  value = merge([for file in local.files : {
    for block in regexall("(?ms)^resource \"[a-z_]+\" \"[a-z_]+\" \\{.*?^\\}", file("${local.root}/${file}")) :
    join(".", concat([file], regex("^resource \"([a-z_]+)\" \"([a-z_]+)\"", block))) => {
      type    = regex("^resource \"([a-z_]+)\"", block)[0]
      address = join(".", regex("^resource \"([a-z_]+)\" \"([a-z_]+)\"", block))
      text    = block
    }
  }]...)
}

output "names" {
  description = "The text of names.tf."
  value       = file("${local.root}/names.tf")
}

output "asked_for" {
  description = "The outputs that the runbook's commands ask for."
  value       = distinct(flatten(regexall("output (?:-raw )?([a-z]+_[a-z_]+)", file("${local.root}/../docs/OPERATIONS.md"))))
}

output "outputs" {
  description = "The outputs that there are."
  value       = flatten([for file in fileset(local.root, "*.tf") : flatten(regexall("(?m)^output \"([a-z_]+)\"", file("${local.root}/${file}")))])
}

resource "aws_dynamodb_table" "readings" {
  name                        = "${var.name_prefix}${var.table_name}"
  billing_mode                = var.readings_capacity == null ? "PAY_PER_REQUEST" : "PROVISIONED"
  write_capacity              = try(var.readings_capacity.minimum_writes, null)
  read_capacity               = try(var.readings_capacity.minimum_reads, null)
  hash_key                    = "device_id"
  range_key                   = "timestamp"
  deletion_protection_enabled = var.deletion_protection
  tags                        = local.tags

  attribute {
    name = "device_id"
    type = "S"
  }

  attribute {
    name = "timestamp"
    type = "S"
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled = true
  }

  # Auto scaling moves them.
  lifecycle {
    ignore_changes = [read_capacity, write_capacity]
  }

  # Always on: it costs nothing. Only items with expires_at expire, and the functions write it only if a retention is set.
  ttl {
    attribute_name = "expires_at"
    enabled        = true
  }
}

# The quarantine: rejected records with their payloads. The key is the record's place in the stream, so a batch that is tried again
# writes the same item.
resource "aws_dynamodb_table" "rejected" {
  name                        = "${var.name_prefix}${var.rejected_table_name}"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "shard_id"
  range_key                   = "sequence_number"
  deletion_protection_enabled = var.deletion_protection
  tags                        = local.tags

  attribute {
    name = "shard_id"
    type = "S"
  }

  attribute {
    name = "sequence_number"
    type = "S"
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled = true
  }

  ttl {
    attribute_name = "expires_at"
    enabled        = true
  }
}

# The ledger, under the reading's key: a notification or a metric value that has its mark is not sent again.
resource "aws_dynamodb_table" "alerts" {
  name                        = "${var.name_prefix}${var.alerts_table_name}"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "device_id"
  range_key                   = "timestamp"
  deletion_protection_enabled = var.deletion_protection
  tags                        = local.tags

  attribute {
    name = "device_id"
    type = "S"
  }

  attribute {
    name = "timestamp"
    type = "S"
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled = true
  }

  ttl {
    attribute_name = "expires_at"
    enabled        = true
  }
}

# The shadows: what the pipeline knows of each device. They hold the present only, so nothing in them expires.
resource "aws_dynamodb_table" "shadows" {
  name                        = "${var.name_prefix}${var.shadow_table_name}"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "device_id"
  deletion_protection_enabled = var.deletion_protection
  tags                        = local.tags

  attribute {
    name = "device_id"
    type = "S"
  }

  attribute {
    name = "silence_slot"
    type = "S"
  }

  # The devices by when they were last heard of, so that the silence check need not scan. A slot is minutes long, and a device moves
  # on once per slot: the index costs two writes then, and none in between.
  global_secondary_index {
    name            = "by-silence-slot"
    hash_key        = "silence_slot"
    projection_type = "KEYS_ONLY"
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled = true
  }
}

# What people were told, under the message that told it: a notice that has its mark is not told again.
resource "aws_dynamodb_table" "notices" {
  name                        = "${var.name_prefix}${var.notices_table_name}"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "digest"
  range_key                   = "entry"
  deletion_protection_enabled = var.deletion_protection
  tags                        = local.tags

  attribute {
    name = "digest"
    type = "S"
  }

  attribute {
    name = "entry"
    type = "S"
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled = true
  }

  ttl {
    attribute_name = "expires_at"
    enabled        = true
  }
}

# Thresholds for a device or a prefix of device ids. People write them; the consumer reads them.
resource "aws_dynamodb_table" "thresholds" {
  name                        = "${var.name_prefix}${var.thresholds_table_name}"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "applies_to"
  deletion_protection_enabled = var.deletion_protection
  tags                        = local.tags

  attribute {
    name = "applies_to"
    type = "S"
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled = true
  }
}

# The fleet's statistics: an item for each time window and shard, under the day of the window.
resource "aws_dynamodb_table" "fleet_statistics" {
  name                        = "${var.name_prefix}${var.fleet_table_name}"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "window_day"
  range_key                   = "window"
  deletion_protection_enabled = var.deletion_protection
  tags                        = local.tags

  attribute {
    name = "window_day"
    type = "S"
  }

  attribute {
    name = "window"
    type = "S"
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled = true
  }

  ttl {
    attribute_name = "expires_at"
    enabled        = true
  }
}

resource "aws_dynamodb_table" "readings" {
  name                        = var.table_name
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "device_id"
  range_key                   = "timestamp"
  deletion_protection_enabled = var.deletion_protection

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

  # Always on: it costs nothing. Only items with expires_at expire, and the functions write it only if a retention is set.
  ttl {
    attribute_name = "expires_at"
    enabled        = true
  }
}

# The quarantine: rejected records with their payloads. The key is the record's place in the stream, so a batch that is tried again
# writes the same item.
resource "aws_dynamodb_table" "rejected" {
  name                        = var.rejected_table_name
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "shard_id"
  range_key                   = "sequence_number"
  deletion_protection_enabled = var.deletion_protection

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
  name                        = var.alerts_table_name
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "device_id"
  range_key                   = "timestamp"
  deletion_protection_enabled = var.deletion_protection

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

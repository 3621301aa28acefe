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

  # Always on: it costs nothing, and only items with expires_at, which the consumer writes if a retention is set, expire.
  ttl {
    attribute_name = "expires_at"
    enabled        = true
  }
}

# What the consumer could never store, with the reason; put back by redrive once it can.
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

  # Text: a sequence number has 56 digits, more than a DynamoDB number holds.
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

# The ledger: which alerts have been sent, so that none is sent twice.
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

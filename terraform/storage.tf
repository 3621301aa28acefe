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

# The article's behaviour, as far as AWS allows it. docs/ARTICLE.md says what still differs.
#   terraform apply -var-file=profiles/article.tfvars
starting_position                  = "LATEST"
maximum_batching_window_in_seconds = 0
quarantine_enabled                 = false
ledger_enabled                     = false
shadows_enabled                    = false
notification_cooldown_in_seconds   = 0
silence_in_seconds                 = 0
fleet_statistics_enabled           = false

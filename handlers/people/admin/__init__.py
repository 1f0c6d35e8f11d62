"""The organisers' dashboard: figures, what is under way, the archive, organisers, audit log."""

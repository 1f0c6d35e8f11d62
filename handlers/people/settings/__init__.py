"""Language, home place and time zone."""

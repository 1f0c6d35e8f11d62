"""News: intake, editing, topics, reading, subscriptions, and their delivery."""

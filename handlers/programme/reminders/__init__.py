"""Reminders: their buttons, and how long before a session they come."""

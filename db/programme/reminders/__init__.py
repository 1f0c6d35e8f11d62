"""Reminders of sessions: who wants them when, and the waves in which they fall due."""

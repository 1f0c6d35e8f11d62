"""Announcements, whom they go to, and the dispatches that carry them."""

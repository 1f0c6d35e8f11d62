"""Conversations about news: reading, subscribing, editing."""

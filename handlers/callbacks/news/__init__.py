"""Buttons of news: reading, subscriptions, editing."""

"""Conversations about events and their sessions."""

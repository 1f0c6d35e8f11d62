"""Conversations about oneself and with nobody in particular: start, settings, privacy, admin."""

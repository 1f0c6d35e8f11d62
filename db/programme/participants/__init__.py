"""Participants: their profiles, the directory, requests to meet."""

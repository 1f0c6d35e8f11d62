"""Buttons of settings, privacy and the organisers' dashboard."""

"""Buttons of settings, privacy and the organisers' desk."""

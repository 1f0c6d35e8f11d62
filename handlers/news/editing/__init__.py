"""Organisers write, review and release news, and say where they come from."""

"""Organisers work through the reports of wrong cards."""

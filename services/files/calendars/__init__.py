"""Calendars (RFC 5545) as all areas read them: lines, zones, rules."""

"""Programmes as other people's programs read them: calendars and conference apps."""

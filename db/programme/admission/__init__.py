"""Who gets into a session: codes of closed ones, check-in."""

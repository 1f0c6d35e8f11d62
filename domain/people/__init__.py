"""Users, and when they may be written to."""

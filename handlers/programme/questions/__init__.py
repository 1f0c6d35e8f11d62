"""Questions to the speakers of a session."""
